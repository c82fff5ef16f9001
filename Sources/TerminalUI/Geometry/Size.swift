/// A width and a height in terminal cells; never negative.
public struct Size: Sendable, Hashable, Codable {
    /// Columns.
    public let width: Int
    /// Rows.
    public let height: Int

    /// A size; negative numbers count as zero.
    public init(width: Int, height: Int) {
        self.width = max(0, width)
        self.height = max(0, height)
    }

    /// No columns and no rows.
    public static let zero = Size(width: 0, height: 0)

    /// `true` where nothing can be drawn.
    public var isEmpty: Bool { width == 0 || height == 0 }

    /// Whether a screen of this size has room for `other`.
    public func holds(_ other: Size) -> Bool { width >= other.width && height >= other.height }
}

extension Size: CustomStringConvertible {
    /// Columns × rows, as in "120×40".
    public var description: String { "\(width)×\(height)" }

    /// Reads "120x40" (also "120×40"), columns first; `nil` for anything else or numbers outside 1…10,000.
    public init?(_ text: String) {
        let parts = text.split(maxSplits: 2, omittingEmptySubsequences: false) { $0 == "x" || $0 == "X" || $0 == "×" }
        guard parts.count == 2, let width = Int(parts[0]), let height = Int(parts[1]),
            (1...10_000).contains(width), (1...10_000).contains(height)
        else { return nil }
        self.init(width: width, height: height)
    }
}
