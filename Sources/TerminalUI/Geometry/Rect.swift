/// A rectangle of cells; its size is never negative.
public struct Rect: Sendable, Hashable {
    /// Its upper left cell.
    public let origin: Point
    /// Its columns and rows.
    public let size: Size

    /// The rectangle of `size` whose upper left cell is `origin`.
    public init(origin: Point = .zero, size: Size) {
        self.origin = origin
        self.size = size
    }

    /// The rectangle from column `x` and row `y`; negative lengths count as zero.
    public init(x: Int, y: Int, width: Int, height: Int) {
        self.init(origin: Point(x: x, y: y), size: Size(width: width, height: height))
    }

    /// First column.
    public var x: Int { origin.x }
    /// First row.
    public var y: Int { origin.y }
    /// Columns.
    public var width: Int { size.width }
    /// Rows.
    public var height: Int { size.height }
    /// The first column to the right of it.
    public var maxX: Int { origin.x + size.width }
    /// The first row below it.
    public var maxY: Int { origin.y + size.height }
    /// `true` where nothing can be drawn.
    public var isEmpty: Bool { size.isEmpty }
    /// Its rows, as a range.
    public var rows: Range<Int> { y..<maxY }
    /// Its columns, as a range.
    public var columns: Range<Int> { x..<maxX }

    /// Whether the cell lies inside.
    public func contains(_ point: Point) -> Bool { rows.contains(point.y) && columns.contains(point.x) }

    /// What both have in common; empty (at this one's origin) where they do not touch.
    public func intersection(_ other: Rect) -> Rect {
        let left = max(x, other.x)
        let top = max(y, other.y)
        let right = min(maxX, other.maxX)
        let bottom = min(maxY, other.maxY)
        guard left < right, top < bottom else { return Rect(origin: origin, size: .zero) }
        return Rect(x: left, y: top, width: right - left, height: bottom - top)
    }

    /// The rectangle with so many cells less at each side, never smaller than nothing.
    public func inset(left: Int = 0, top: Int = 0, right: Int = 0, bottom: Int = 0) -> Rect {
        Rect(x: x + left, y: y + top, width: width - left - right, height: height - top - bottom)
    }

    /// The rectangle with `count` cells less at all four sides.
    public func inset(by count: Int) -> Rect { inset(left: count, top: count, right: count, bottom: count) }

    /// Row `index` (from zero) of it, one cell high; empty where there is no such row.
    public func row(_ index: Int) -> Rect {
        guard (0..<height).contains(index) else { return Rect(x: x, y: maxY, width: 0, height: 0) }
        return Rect(x: x, y: y + index, width: width, height: 1)
    }

    /// The same rectangle moved.
    public func moved(x dx: Int = 0, y dy: Int = 0) -> Rect { Rect(x: x + dx, y: y + dy, width: width, height: height) }

    /// A rectangle of at most `size` in the middle of this one.
    public func centered(_ size: Size) -> Rect {
        let width = min(size.width, self.width)
        let height = min(size.height, self.height)
        return Rect(x: x + (self.width - width) / 2, y: y + (self.height - height) / 2, width: width, height: height)
    }
}
