import TerminalUI
import Traces

/// The last lines that could not be read, newest first.
struct BadLinesPane: Sendable {
    /// A line by its place.
    struct ID: Sendable, Hashable {
        let path: String
        let offset: UInt64
    }

    /// Newest first.
    private(set) var lines: [BadLine] = []
    var cursor = ListCursor<ID>()

    /// Takes the newest lines, oldest first.
    mutating func take(_ lines: [BadLine]) { self.lines = lines.reversed() }

    private var ids: [ID] { lines.map { ID(path: $0.path, offset: $0.offset) } }

    /// Keeps the cursor on its item and in view.
    mutating func follow(height: Int) {
        cursor.follow(ids, height: height)
    }

    /// Moves the cursor.
    mutating func move(_ move: ListMove, height: Int) {
        cursor.move(move, in: ids, height: height)
    }

    /// The line that the cursor is on.
    var selected: BadLine? { lines.indices.contains(cursor.row) ? lines[cursor.row] : nil }
}
