/// What is drawn in one place: a letter with its marks, an emoji sequence, or a visible escape.
public struct Cluster: Sendable, Equatable {
    /// The text, harmless to write to a terminal.
    public let text: String
    /// Columns, from 1.
    public let width: Int
    /// How many scalars of the original it stands for, those dropped from it included.
    public let sourceScalars: Int
    /// `true` where `text` is an escape that stands for something that cannot be shown.
    public let isEscape: Bool

    init(text: String, width: Int, sourceScalars: Int, isEscape: Bool = false) {
        self.text = text
        self.width = width
        self.sourceScalars = sourceScalars
        self.isEscape = isEscape
    }
}
