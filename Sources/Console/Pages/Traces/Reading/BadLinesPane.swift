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

    /// The identities of the rows.
    var ids: [ID] { lines.map(Self.id(of:)) }

    static func id(of line: BadLine) -> ID { ID(path: line.path, offset: line.offset) }

    /// The line that the cursor is on.
    var selected: BadLine? { lines.indices.contains(cursor.row) ? lines[cursor.row] : nil }
}
