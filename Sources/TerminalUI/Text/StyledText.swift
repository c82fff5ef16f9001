/// Text in several styles, drawn as one line.
public struct StyledText: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    /// A piece in one style.
    public struct Run: Sendable, Hashable {
        /// What it says; any text, it is made harmless when it is drawn.
        public var text: String
        /// How it looks. Colours that are the terminal's own take those of the place where it is drawn.
        public var style: Style
    }

    /// The pieces, left to right.
    public private(set) var runs: [Run]

    /// Text in one style.
    public init(_ text: String, _ style: Style = .plain) {
        runs = text.isEmpty ? [] : [Run(text: text, style: style)]
    }

    /// Text without a style of its own.
    public init(stringLiteral value: String) { self.init(value) }

    /// No text.
    public static let empty = StyledText("")

    /// `true` where there is nothing to draw.
    public var isEmpty: Bool { runs.isEmpty }

    /// What it says, as it came.
    public var plain: String { runs.reduce(into: "") { $0 += $1.text } }

    /// Columns when drawn.
    public var width: Int { DisplayWidth.of(self) }

    /// Adds a piece at the end.
    public mutating func append(_ text: String, _ style: Style = .plain) {
        if !text.isEmpty { runs.append(Run(text: text, style: style)) }
    }

    /// Adds styled text at the end.
    public mutating func append(_ other: StyledText) { runs += other.runs }

    /// Both, one after the other.
    public static func + (left: StyledText, right: StyledText) -> StyledText {
        var result = left
        result.runs += right.runs
        return result
    }

    /// Adds styled text at the end.
    public static func += (left: inout StyledText, right: StyledText) { left.runs += right.runs }

    /// The same text where `style` shows wherever a piece has no style of its own.
    public func styled(_ style: Style) -> StyledText {
        var result = self
        for index in result.runs.indices { result.runs[index].style = result.runs[index].style.over(style) }
        return result
    }
}

extension Sequence<StyledText> {
    /// All of them in one line with `separator` between; empty ones are left out.
    public func joined(separator: StyledText = .empty) -> StyledText {
        var result = StyledText.empty
        for text in self where !text.isEmpty {
            if !result.isEmpty { result += separator }
            result += text
        }
        return result
    }
}

extension String {
    /// This text in a style, to be put together with `+`.
    public func styled(_ style: Style) -> StyledText { StyledText(self, style) }
}
