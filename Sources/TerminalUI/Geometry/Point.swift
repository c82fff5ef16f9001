/// A cell's place: columns from the left and rows from the top, both from zero.
public struct Point: Sendable, Hashable {
    /// Column, from zero.
    public var x: Int
    /// Row, from zero.
    public var y: Int

    /// The cell at column `x` of row `y`.
    public init(x: Int, y: Int) {
        self.x = x
        self.y = y
    }

    /// The upper left cell.
    public static let zero = Point(x: 0, y: 0)
}
