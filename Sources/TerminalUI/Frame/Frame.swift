/// A screenful of cells: what a view draws, a test compares and a driver shows.
///
/// Drawing is clipped to ``area``: within ``inside(_:_:)`` the upper left cell of the given rectangle is (0, 0) and
/// nothing outside it can be touched. All text passes ``SafeText``.
public struct Frame: Sendable {
    /// Columns and rows of the whole frame.
    public let size: Size
    /// Which characters cut-off marks are drawn with.
    public let art: LineArt
    /// All cells, row by row.
    public internal(set) var cells: [Cell]

    /// Clusters of several scalars, each once; cells hold their index.
    private(set) var clusters: [String] = []
    private var clusterNumbers: [String: UInt32] = [:]

    /// Where drawing is allowed, in the whole frame's columns and rows.
    var clip: Rect
    /// The whole frame's place of the cell that drawing calls (0, 0).
    var origin = Point.zero
    var areaSize: Size

    /// A frame of blanks.
    public init(_ size: Size, style: Style = .plain, art: LineArt = .unicode) {
        self.size = size
        self.art = art
        clip = Rect(size: size)
        areaSize = size
        cells = Array(repeating: .blank(style), count: size.width * size.height)
    }

    /// The rectangle that is drawn into at the moment, its upper left cell being (0, 0).
    public var area: Rect { Rect(size: areaSize) }

    /// Draws with `rect`'s upper left cell as (0, 0), clipped to it.
    @discardableResult
    public mutating func inside<Result>(_ rect: Rect, _ draw: (inout Frame) throws -> Result) rethrows -> Result {
        let outer = (clip, origin, areaSize)
        let place = rect.moved(x: origin.x, y: origin.y)
        clip = clip.intersection(place)
        origin = place.origin
        areaSize = rect.size
        defer { (clip, origin, areaSize) = outer }
        return try draw(&self)
    }

    /// What one cell shows: its cluster, or nothing for the right half of a wide one.
    public func text(of cell: Cell) -> String {
        if cell.content & Cell.interned != 0 {
            let number = Int(cell.content & ~Cell.interned)
            return number < clusters.count ? clusters[number] : " "
        }
        guard cell.content != Cell.continuation, let scalar = Unicode.Scalar(cell.content) else { return "" }
        return String(scalar)
    }

    /// The cell at a place of the whole frame, or `nil` outside it.
    public func cell(at point: Point) -> Cell? {
        guard Rect(size: size).contains(point) else { return nil }
        return cells[point.y * size.width + point.x]
    }

    /// The cells of one row.
    public func row(_ y: Int) -> ArraySlice<Cell> { cells[y * size.width..<(y + 1) * size.width] }

    /// The content of a cell that shows `cluster`.
    mutating func content(for cluster: Cluster) -> UInt32 {
        let scalars = cluster.text.unicodeScalars
        if let first = scalars.first, scalars.index(after: scalars.startIndex) == scalars.endIndex {
            return first.value
        }
        if let number = clusterNumbers[cluster.text] { return Cell.interned | number }
        let number = UInt32(clusters.count)
        clusters.append(cluster.text)
        clusterNumbers[cluster.text] = number
        return Cell.interned | number
    }
}

extension Frame: Equatable {
    /// Same size, same text, same styles; how each numbers its clusters does not matter.
    public static func == (left: Frame, right: Frame) -> Bool {
        guard left.size == right.size else { return false }
        if left.clusters == right.clusters { return left.cells == right.cells }
        return (0..<left.size.height).allSatisfy { left.showsSameRow($0, as: right) }
    }

    /// Whether row `y` looks the same in both; both must be equally wide and have that row.
    func showsSameRow(_ y: Int, as other: Frame) -> Bool {
        let mine = row(y)
        let theirs = other.row(y)
        if clusters == other.clusters { return mine == theirs }
        return zip(mine, theirs).allSatisfy { mine, theirs in
            guard mine.style == theirs.style else { return false }
            if mine.content & theirs.content & Cell.interned == 0 { return mine.content == theirs.content }
            return text(of: mine) == other.text(of: theirs)
        }
    }
}
