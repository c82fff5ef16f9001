import OTLP

/// Follows one path: the file that it names now from its newest part on, what is older behind that, and files that were
/// rotated away, to their end.
struct PathFollower {
    /// How much of a file is read first.
    static let firstPart: UInt64 = 1 << 20
    /// How much is read at a time.
    static let slice = 1 << 20

    let path: String
    /// The file that the path names now.
    private(set) var live: FollowedFile?
    /// Files that were renamed or replaced and may still be written to, oldest first.
    private(set) var rotated: [FollowedFile] = []
    private(set) var failure: LogFileError?

    init(path: String) { self.path = path }

    /// Reads what was appended, at most about a slice.
    /// - Returns: whether there was something.
    mutating func readAppended(into ingest: inout TraceIngest) -> Bool {
        for place in rotated.indices where rotated[place].readForward(into: &ingest) { return true }
        noticeChange(into: &ingest)
        return live?.readForward(into: &ingest) ?? false
    }

    /// Reads a slice of what is older than what was read first.
    /// - Returns: whether there was something.
    mutating func readOlder(into ingest: inout TraceIngest) -> Bool {
        if live?.readBackward(into: &ingest) ?? false { return true }
        for place in rotated.indices.reversed() where rotated[place].readBackward(into: &ingest) { return true }
        return false
    }

    /// Files that were rotated away and have nothing left are tried for a last line without an end and let go.
    /// - Parameter isQuiet: nothing was written for a while, so a rest that is no whole line will never be one.
    mutating func finishRotated(into ingest: inout TraceIngest, isQuiet: Bool) {
        rotated.removeAll { file in
            guard isQuiet, file.unreadBefore == 0 else { return false }
            file.finish(into: &ingest)
            return true
        }
    }

    /// Bytes of older content that are not read yet, and that there were.
    var backfill: (remaining: UInt64, total: UInt64) {
        (rotated + [live].compactMap { $0 }).reduce((0, 0)) { ($0.0 + $1.unreadBefore, $0.1 + $1.backfillTotal) }
    }

    /// Sees whether the path names another file than before, or the same one truncated.
    private mutating func noticeChange(into ingest: inout TraceIngest) {
        let now = LogFile.facts(at: path)
        if let current = live {
            if now?.identity == current.file.identity {
                if current.wasTruncated { restart(current, into: &ingest) }
                return
            }
            rotated.append(current)
            live = nil
        }
        openIfThere(into: &ingest)
    }

    /// The same file begins anew; what was read of it is no longer on disk.
    private mutating func restart(_ current: FollowedFile, into ingest: inout TraceIngest) {
        current.dropRest(into: &ingest)
        ingest.files.release(current.number)
        live = FollowedFile(current.file, number: ingest.addFile(current.file), start: 0)
    }

    private mutating func openIfThere(into ingest: inout TraceIngest) {
        do throws(LogFileError) {
            let file = try LogFile(path: path)
            failure = nil
            let start = try PathFollower.startOfNewestPart(of: file)
            live = FollowedFile(file, number: ingest.addFile(file), start: start)
        } catch {
            failure = error
        }
    }

    /// Where the line begins that reaches into the newest part.
    private static func startOfNewestPart(of file: LogFile) throws(LogFileError) -> UInt64 {
        guard let size = file.facts?.size, size > firstPart else { return 0 }
        return try file.lineStart(atOrBefore: size - firstPart)
    }
}

extension LogFile {
    /// Where the line begins that holds a place; no further back than the longest line that is read.
    func lineStart(atOrBefore place: UInt64) throws(LogFileError) -> UInt64 {
        let block = 1 << 16
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: block, alignment: 16)
        defer { memory.deallocate() }
        var end = place
        while end > 0, place - end < UInt64(LineScanner.lengthLimit) {
            let start = end - min(end, UInt64(block))
            let room = UnsafeMutableRawBufferPointer(rebasing: memory[..<Int(end - start)])
            let count = try read(into: room, at: start)
            let bytes = UnsafeRawBufferPointer(rebasing: memory[..<count]).assumingMemoryBound(to: UInt8.self)
            let found = LineScanner.lastLineStart(in: bytes)
            if found > 0 { return start + UInt64(found) }
            end = start
        }
        return end
    }
}
