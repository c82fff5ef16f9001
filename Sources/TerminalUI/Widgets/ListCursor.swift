/// Which row of a list is chosen and which part of it is on screen.
///
/// The choice is an identity, not a number: rows that arrive, vanish or change places never move it to another item, and
/// its line on the screen stays where it was as far as the list allows. When the chosen item itself vanishes, the
/// neighbour that was nearest to it takes over.
public struct ListCursor<ID: Hashable & Sendable>: Sendable, Equatable {
    /// The chosen item; `nil` in an empty list.
    public private(set) var selected: ID?
    /// The row of the chosen item, as of the last ``follow(count:height:id:find:)``.
    public private(set) var row = 0
    /// The first row on screen.
    public private(set) var top = 0
    /// Rows that stay visible above and below the chosen one, where the list and the screen have them.
    public var margin: Int

    private var above: [ID] = []
    private var below: [ID] = []
    private static var neighbours: Int { 8 }

    /// A cursor that will choose the first row.
    /// - Parameter margin: rows to keep visible on both sides of the chosen one.
    public init(margin: Int = 2) { self.margin = margin }

    /// Chooses an item; the next ``follow(count:height:id:find:)`` brings it on screen.
    public mutating func select(_ id: ID) {
        guard id != selected else { return }
        selected = id
        above = []
        below = []
    }

    /// Takes notice of what the list is now.
    ///
    /// - Parameters:
    ///   - count: rows of the list.
    ///   - height: rows on screen.
    ///   - id: the item in a row.
    ///   - find: the row of an item, where the list knows it; without it rows are compared from the last known place
    ///     outward.
    /// - Complexity: O(1) with `find` or while rows keep their places; else O(`count`) at the worst.
    public mutating func follow(count: Int, height: Int, id: (Int) -> ID, find: ((ID) -> Int?)? = nil) {
        guard count > 0 else {
            self = ListCursor(margin: margin)
            return
        }
        let line = row - top
        if let selected {
            row = locate(selected, count: count, id: id, find: find) ?? survivor(count: count, id: id, find: find)
        } else {
            row = min(row, count - 1)
        }
        top = row - line
        settle(count: count, height: height, id: id)
    }

    /// Takes notice of what the list is now.
    public mutating func follow(_ ids: some RandomAccessCollection<ID>, height: Int) {
        follow(count: ids.count, height: height) { ids[ids.index(ids.startIndex, offsetBy: $0)] }
    }

    /// Moves the choice. The list must be the one that was followed last.
    public mutating func move(_ move: ListMove, count: Int, height: Int, id: (Int) -> ID) {
        guard count > 0 else { return }
        let page = max(1, height - 1)
        switch move {
        case .up(let rows): row -= rows
        case .down(let rows): row += rows
        case .pageUp: jump(by: -page)
        case .pageDown: jump(by: page)
        case .halfPageUp: jump(by: -max(1, height / 2))
        case .halfPageDown: jump(by: max(1, height / 2))
        case .home: row = 0
        case .end: row = count - 1
        case .row(let number): row = number
        case .screenLine(let line): row = top + line
        }
        settle(count: count, height: height, id: id)
    }

    /// Moves the choice.
    public mutating func move(_ move: ListMove, in ids: some RandomAccessCollection<ID>, height: Int) {
        self.move(move, count: ids.count, height: height) { ids[ids.index(ids.startIndex, offsetBy: $0)] }
    }

    private mutating func jump(by rows: Int) {
        row += rows
        top += rows
    }

    private func locate(_ id: ID, count: Int, id at: (Int) -> ID, find: ((ID) -> Int?)?) -> Int? {
        if row < count, at(row) == id { return row }
        if let find { return find(id) }
        var distance = 1
        while distance < max(row + 1, count - row) {
            if row + distance < count, at(row + distance) == id { return row + distance }
            if (0..<count).contains(row - distance), at(row - distance) == id { return row - distance }
            distance += 1
        }
        return nil
    }

    /// The row of the nearest neighbour that is still there, else the same row as before.
    private func survivor(count: Int, id: (Int) -> ID, find: ((ID) -> Int?)?) -> Int {
        var rows: [ID: Int] = [:]
        if let find {
            for neighbour in above + below { rows[neighbour] = find(neighbour) }
        } else {
            let wanted = Set(above + below)
            for row in 0..<count where !wanted.isEmpty {
                let item = id(row)
                if wanted.contains(item) { rows[item] = row }
            }
        }
        for distance in 0..<Self.neighbours {
            if distance < below.count, let row = rows[below[distance]] { return row }
            if distance < above.count, let row = rows[above[distance]] { return row }
        }
        return min(row, count - 1)
    }

    /// Puts row and top within the list, remembers who is chosen and who stands next to it.
    private mutating func settle(count: Int, height: Int, id: (Int) -> ID) {
        let height = max(1, height)
        row = min(max(row, 0), count - 1)
        let margin = max(0, min(self.margin, (height - 1) / 2))
        top = min(top, row - margin)
        top = max(top, row + margin - height + 1)
        top = max(0, min(top, count - height))
        selected = id(row)
        above = (1...Self.neighbours).lazy.map { [row] in row - $0 }.filter { $0 >= 0 }.map(id)
        below = (1...Self.neighbours).lazy.map { [row] in row + $0 }.filter { $0 < count }.map(id)
    }
}

/// A way to move through a list.
public enum ListMove: Sendable, Hashable {
    case up(Int = 1), down(Int = 1)
    case pageUp, pageDown, halfPageUp, halfPageDown
    case home, end
    /// To this row of the list.
    case row(Int)
    /// To the row that is on this line of the screen, from the list's first visible line.
    case screenLine(Int)
}
