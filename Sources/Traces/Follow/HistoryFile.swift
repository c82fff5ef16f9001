import OTLP

/// An older, rotated file: a plain one is read from its end to its beginning, a compressed one from its beginning.
final class HistoryFile {
    let file: LogFile
    private let plain: FollowedFile?
    private var packed: Decompressor?
    private let lines = LineBuffer(offset: 0)
    private let number: UInt16
    let total: UInt64
    private(set) var failure: LogFileError?

    init(_ file: LogFile, into ingest: TraceIngest) {
        self.file = file
        let compression = (try? Compression.of(file)) ?? nil
        number = ingest.addOlderFile(file, compression: compression)
        total = file.facts?.size ?? 0
        plain = compression == nil ? FollowedFile(file, number: number, start: total) : nil
        packed = compression.map { Decompressor(file, $0) }
    }

    /// Bytes on disk that are not read yet.
    var remaining: UInt64 { plain?.unreadBefore ?? packed.map { total - min(total, $0.consumed) } ?? 0 }

    /// Reads a slice. - Returns: whether there was something.
    func read(into ingest: TraceIngest) -> Bool {
        if let plain { return plain.readBackward(into: ingest) }
        guard let packed else { return false }
        do throws(LogFileError) {
            let isMore = try packed.next(PathFollower.slice, into: lines)
            lines.drain { ingest.take($0, path: file.path) }
            if !isMore {
                lines.drainRest { ingest.takeLast($0, path: file.path) }
                self.packed = nil
            }
        } catch {
            failure = error
            self.packed = nil
        }
        ingest.flush(file: number)
        return true
    }

    /// Leaves the rest unread.
    func giveUp() {
        plain?.giveUpOlder()
        packed = nil
    }
}
