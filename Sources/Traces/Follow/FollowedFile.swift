import OTLP

/// One file that is read forward as it grows, and backward from where reading began.
final class FollowedFile {
    let file: LogFile
    let number: UInt16
    private let buffer: LineBuffer
    /// For what is older; held as long as there is some.
    private var olderLines: LineBuffer?
    /// What lies before this offset has not been read.
    private(set) var unreadBefore: UInt64
    /// `unreadBefore` at the beginning.
    let backfillTotal: UInt64
    /// The last bytes that were read, to notice when a file was truncated and has grown beyond its old size since.
    private var fingerprint: [UInt8] = []
    private static let fingerprintLength = 64
    /// Why the last reading failed; `nil` when it did not.
    private(set) var failure: LogFileError?
    /// When something was last read that had been appended.
    var lastGrowth = Timestamp(nanoseconds: 0)

    init(_ file: LogFile, number: UInt16, start: UInt64) {
        self.file = file
        self.number = number
        buffer = LineBuffer(offset: start)
        unreadBefore = start
        backfillTotal = start
    }

    /// Bytes read, from both ends.
    var bytesRead: UInt64 { buffer.readOffset - min(unreadBefore, buffer.readOffset) }

    /// Reads on for about a slice.
    func readForward(into ingest: TraceIngest) -> Bool {
        var count = 0
        do throws(LogFileError) {
            while count < PathFollower.slice {
                let piece = try buffer.fill(from: file, count: LineBuffer.piece)
                guard piece > 0 else { break }
                count += piece
                buffer.drain { ingest.take($0, path: file.path) }
                ingest.flush(file: number)
                if piece < LineBuffer.piece { break }
            }
            failure = nil
        } catch {
            failure = error
        }
        guard count > 0 else { return false }
        ingest.totals.bytes += UInt64(count)
        remember()
        lastGrowth = ingest.now
        return true
    }

    /// A last line without its end is taken if it is whole; otherwise it waits.
    func tryRest(into ingest: TraceIngest) {
        guard buffer.hasRest, ingest.isWhole(buffer.rest) else { return }
        finish(into: ingest)
        remember()
    }

    /// Reads the slice before what has been read.
    func readBackward(into ingest: TraceIngest) -> Bool {
        guard unreadBefore > 0 else { return false }
        let end = unreadBefore
        do throws(LogFileError) {
            let start =
                end > UInt64(PathFollower.slice)
                ? try file.lineStart(atOrBefore: end - UInt64(PathFollower.slice)) : 0
            let lines = olderLines ?? LineBuffer(offset: start)
            olderLines = start > 0 ? lines : nil
            lines.restart(at: start)
            while try lines.fill(from: file, count: LineBuffer.piece, limit: end) > 0 {
                lines.drain { ingest.take($0, path: file.path) }
                ingest.flush(file: number)
            }
            ingest.totals.bytes += end - start
            if lines.hasRest {
                lines.drainRest { ingest.take($0, path: file.path) }
                ingest.flush(file: number)
            }
            unreadBefore = start
        } catch {
            failure = error
            unreadBefore = 0
            olderLines = nil
        }
        return true
    }

    /// The file will not grow any more: a last line without its end is tried as a line.
    func finish(into ingest: TraceIngest) {
        guard buffer.hasRest else { return }
        buffer.drainRest { ingest.takeLast($0, path: file.path) }
        ingest.flush(file: number)
    }

    /// Leaves older content unread.
    func giveUpOlder() { unreadBefore = 0 }

    /// It has become shorter than what was read, or other bytes stand there now.
    var wasTruncated: Bool {
        guard let size = file.facts?.size else { return false }
        if size < buffer.readOffset { return true }
        guard !fingerprint.isEmpty else { return false }
        return bytesBefore(buffer.readOffset, count: fingerprint.count).map { $0 != fingerprint } ?? false
    }

    private func remember() {
        let length = min(UInt64(FollowedFile.fingerprintLength), buffer.readOffset)
        fingerprint = bytesBefore(buffer.readOffset, count: Int(length)) ?? []
    }

    private func bytesBefore(_ place: UInt64, count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        let read = bytes.withUnsafeMutableBytes { try? file.read(into: $0, at: place - UInt64(count)) }
        return read == count ? bytes : nil
    }
}
