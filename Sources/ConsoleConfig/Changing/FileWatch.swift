/// Decides from what a path led to, look after look, when its file should be read. Pure: it looks at nothing itself.
struct FileWatch: Sendable {
    private enum Sight: Equatable {
        case unknown
        case nothing
        case file(FileStatus)
    }

    /// As it was when it was last read.
    private var taken = Sight.unknown
    private var last = Sight.unknown

    /// Whether to read now: when the file is another than the one that was read, and the same twice in a row, so that
    /// one that is just being written is left in peace, and one that is just being replaced is not missed.
    mutating func look(_ status: FileStatus?) -> Bool {
        let sight = status.map(Sight.file) ?? .nothing
        defer { last = sight }
        guard sight == last, sight != taken else { return false }
        taken = sight
        return true
    }
}
