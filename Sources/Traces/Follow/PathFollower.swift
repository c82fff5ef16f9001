import OTLP

/// Follows one path: the file that it names now from its newest part on, what is older behind that, and files that were
/// rotated away, to their end.
struct PathFollower {
    /// How much of a file is read first: with the line that reaches into it, it fits into one slice.
    static let firstPart: UInt64 = 15 << 16
    /// How much is read at a time.
    static let slice = 1 << 20

    let path: String
    /// The file that the path names now.
    private(set) var live: FollowedFile?
    /// Files that were renamed or replaced and may still be written to, oldest first.
    private(set) var rotated: [FollowedFile] = []
    private(set) var failure: LogFileError?
    /// Another path by which the same file is read already.
    private(set) var twin: String?
    /// Older, rotated neighbours, newest first; found when the path was first opened.
    private(set) var history: [HistoryFile]?

    init(path: String) { self.path = path }

    /// Reads what was appended, at most about a slice.
    /// - Parameter others: files that are read by other paths.
    /// - Returns: whether there was something.
    mutating func readAppended(into ingest: TraceIngest, others: [LogFile.Identity: String] = [:]) -> Bool {
        for file in rotated where file.readForward(into: ingest) { return true }
        noticeChange(into: ingest, others)
        return live?.readForward(into: ingest) ?? false
    }

    /// Reads a slice of what is older than what was read first.
    /// - Returns: whether there was something.
    mutating func readOlder(into ingest: TraceIngest) -> Bool {
        if live?.readBackward(into: ingest) ?? false { return true }
        for file in rotated.reversed() where file.readBackward(into: ingest) { return true }
        for file in history ?? [] where file.read(into: ingest) { return true }
        return false
    }

    /// Looks for older, rotated neighbours, once the path has been opened.
    mutating func findHistory(into ingest: TraceIngest) {
        guard history == nil, live != nil else { return }
        history = RotatedNeighbours.paths(of: path).compactMap { neighbour in
            guard let file = try? LogFile(path: neighbour), !ingest.files.holds(file.identity) else { return nil }
            return HistoryFile(file, into: ingest)
        }
    }

    /// Files that were rotated away and have been quiet since a moment are read no more; a last line without an end
    /// that is still half-written will never be whole.
    /// - Returns: files whose new name is followed too, to be read on under that.
    mutating func finishRotated(
        quietSince moment: Timestamp, into ingest: TraceIngest, isFollowed: (LogFile.Identity) -> Bool = { _ in false }
    ) -> [FollowedFile] {
        var handedOver: [FollowedFile] = []
        rotated.removeAll { file in
            guard file.lastGrowth < moment, file.unreadBefore == 0 else { return false }
            if isFollowed(file.file.identity) { handedOver.append(file) } else { file.finish(into: ingest) }
            return true
        }
        return handedOver
    }

    /// The files that are read by this path.
    var identities: [LogFile.Identity] { (rotated + [live].compactMap { $0 }).map(\.file.identity) }

    /// Waits for a file that is read by another path.
    func waits(for identity: LogFile.Identity) -> Bool {
        twin != nil && live == nil && LogFile.facts(at: path)?.identity == identity
    }

    /// Reads on a file that another path no longer names.
    mutating func takeOver(_ file: FollowedFile) {
        twin = nil
        live = file
    }

    /// Leaves older content unread.
    func giveUpOlder() {
        live?.giveUpOlder()
        for file in rotated { file.giveUpOlder() }
        for file in history ?? [] { file.giveUp() }
    }

    /// Bytes of older content that are not read yet, and that there were.
    var backfill: (remaining: UInt64, total: UInt64) {
        var sum: (remaining: UInt64, total: UInt64) = (0, 0)
        for file in rotated + [live].compactMap({ $0 }) {
            sum.remaining += file.unreadBefore
            sum.total += file.backfillTotal
        }
        for file in history ?? [] {
            sum.remaining += file.remaining
            sum.total += file.total
        }
        return sum
    }

    /// Sees whether the path names another file than before, or the same one truncated.
    private mutating func noticeChange(into ingest: TraceIngest, _ others: [LogFile.Identity: String]) {
        let now = LogFile.facts(at: path)
        if let current = live {
            if now?.identity == current.file.identity {
                if current.wasTruncated { restart(current, into: ingest) }
                return
            }
            current.tryRest(into: ingest)
            current.lastGrowth = ingest.now
            rotated.append(current)
            live = nil
        }
        twin = now.flatMap { others[$0.identity] }
        if twin == nil { openIfThere(now?.identity, into: ingest) } else { failure = nil }
    }

    /// The same file begins anew; what was read of it is no longer on disk.
    private mutating func restart(_ current: FollowedFile, into ingest: TraceIngest) {
        current.finish(into: ingest)
        ingest.files.release(current.number)
        live = FollowedFile(current.file, number: ingest.addFile(current.file), start: 0)
    }

    private mutating func openIfThere(_ identity: LogFile.Identity?, into ingest: TraceIngest) {
        if let known = rotated.firstIndex(where: { $0.file.identity == identity }) {
            live = rotated.remove(at: known)
            return
        }
        do throws(LogFileError) {
            let file = try LogFile(path: path)
            failure = nil
            guard try Compression.of(file) == nil else { throw LogFileError(path: path, code: LogFileError.compressed) }
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
        // Most lines are short: what is read for nothing would be read again for every slice of a log.
        var block = 1 << 12
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
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
            block = min(block * 4, memory.count)
        }
        return end
    }
}
