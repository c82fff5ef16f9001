/// How a cell looks: two colours and a set of attributes.
public struct Style: Sendable, Hashable {
    /// Colour of the text.
    public var foreground: Color
    /// Colour behind the text.
    public var background: Color
    /// Bold, dim and the like.
    public var attributes: Attributes

    /// What a terminal can do to text apart from colour.
    public struct Attributes: OptionSet, Sendable, Hashable {
        /// The bits.
        public let rawValue: UInt8
        /// A set from its bits.
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        /// Heavier, on some terminals brighter.
        public static let bold = Attributes(rawValue: 1)
        /// Fainter.
        public static let dim = Attributes(rawValue: 2)
        /// Slanted, where the terminal can.
        public static let italic = Attributes(rawValue: 4)
        /// A line below.
        public static let underline = Attributes(rawValue: 8)
        /// Foreground and background exchanged.
        public static let reverse = Attributes(rawValue: 16)
        /// A line through it.
        public static let strikethrough = Attributes(rawValue: 32)
    }

    /// A style; everything that is not named is the terminal's own.
    public init(_ foreground: Color = .terminal, on background: Color = .terminal, _ attributes: Attributes = []) {
        self.foreground = foreground
        self.background = background
        self.attributes = attributes
    }

    /// The terminal's own colours and no attributes.
    public static let plain = Style()

    /// The same style, bold.
    public var bold: Style { adding(.bold) }
    /// The same style, dim.
    public var dim: Style { adding(.dim) }
    /// The same style, italic.
    public var italic: Style { adding(.italic) }
    /// The same style, underlined.
    public var underlined: Style { adding(.underline) }
    /// The same style with colours exchanged.
    public var reversed: Style { adding(.reverse) }

    /// The same style with more attributes.
    public func adding(_ more: Attributes) -> Style {
        Style(foreground, on: background, attributes.union(more))
    }

    /// The same style on another background.
    public func on(_ background: Color) -> Style { Style(foreground, on: background, attributes) }

    /// This style drawn over `below`: colours that are the terminal's own show what was there; attributes add up.
    public func over(_ below: Style) -> Style {
        Style(
            foreground == .terminal ? below.foreground : foreground,
            on: background == .terminal ? below.background : background, attributes.union(below.attributes))
    }
}
