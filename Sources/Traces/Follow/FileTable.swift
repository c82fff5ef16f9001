/// The files that spans point into, by number. A file is kept open as long as it is in the table, so that a span's
/// detail can be read after its file was rotated or even deleted.
struct FileTable: Sendable {
    /// One file, or one life of a file that was truncated.
    struct Entry: Sendable {
        var path: String
        /// `nil` once it was truncated or its descriptor was needed.
        var file: LogFile?
        var compression: Compression?
        /// Its place in time among the files; older ones have less.
        var rank: Int
    }

    private(set) var entries: [Entry] = []

    /// Files that are kept open at most; beyond that the oldest are let go.
    static let openLimit = 128

    /// A number for a file.
    mutating func add(_ file: LogFile, isOlder: Bool = false, compression: Compression? = nil) -> UInt16 {
        let rank = isOlder ? -entries.count : entries.count
        entries.append(Entry(path: file.path, file: file, compression: compression, rank: rank))
        let open = entries.indices.filter { entries[$0].file != nil }
        if open.count > FileTable.openLimit, let oldest = open.min(by: { entries[$0].rank < entries[$1].rank }) {
            entries[oldest].file = nil
        }
        return UInt16(truncatingIfNeeded: entries.count - 1)
    }

    /// A file is among those that are read or were read, under whatever name.
    func holds(_ identity: LogFile.Identity) -> Bool { entries.contains { $0.file?.identity == identity } }

    /// Its content is gone: spans that point into it have no detail any more.
    mutating func release(_ number: UInt16) { entries[Int(number)].file = nil }

    subscript(number: UInt16) -> Entry { entries[Int(number)] }
}
