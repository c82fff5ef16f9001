/// The files that spans point into, by number. A file is kept open as long as it is in the table, so that a span's
/// detail can be read after its file was rotated or even deleted.
struct FileTable: Sendable {
    /// One file, or one life of a file that was truncated.
    struct Entry: Sendable {
        var path: String
        /// `nil` once it was truncated or its descriptor was needed.
        var file: LogFile?
        var compression: Compression?
    }

    private(set) var entries: [Entry] = []

    /// How many more files fit.
    var isFull: Bool { entries.count >= Int(UInt16.max) }

    /// A number for a file.
    mutating func add(_ file: LogFile, compression: Compression? = nil) -> UInt16 {
        entries.append(Entry(path: file.path, file: file, compression: compression))
        return UInt16(truncatingIfNeeded: entries.count - 1)
    }

    /// Its content is gone: spans that point into it have no detail any more.
    mutating func release(_ number: UInt16) { entries[Int(number)].file = nil }

    subscript(number: UInt16) -> Entry { entries[Int(number)] }
}

/// How a rotated file is compressed.
enum Compression: Sendable, Equatable { case gzip, zstd }
