/// One place of a frame: what is written there and how.
///
/// A cell is 16 bytes: text of one Unicode scalar is kept in place; a cluster of several (letter and marks, emoji
/// sequences) is kept once by its frame, and the cell holds its number.
public struct Cell: Sendable, Hashable {
    /// A scalar's value, ``continuation``, or ``interned`` plus an index into the frame's clusters.
    var content: UInt32
    /// How it looks.
    public var style: Style

    /// The right half of a wide cluster, which draws nothing itself.
    static let continuation: UInt32 = 0
    /// Set where the content is the number of a cluster in its frame.
    static let interned: UInt32 = 1 << 31
    static let space: UInt32 = 0x20

    init(content: UInt32, style: Style) {
        self.content = content
        self.style = style
    }

    /// A blank.
    public static func blank(_ style: Style) -> Cell { Cell(content: space, style: style) }

    /// `true` for the right half of a wide cluster.
    public var isContinuation: Bool { content == Self.continuation }
}
