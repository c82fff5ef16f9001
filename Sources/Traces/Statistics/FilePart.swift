import Synchronization

/// A part of a file: the lines that begin in a range of it.
struct FilePart: Sendable {
    static let usualLength: UInt64 = 8 << 20

    let file: LogFile
    /// The file's place among the files, which orders equal spans.
    let number: UInt16
    let range: Range<UInt64>
    /// How the file is packed; such a file is one part.
    let compression: Compression?

    /// All parts of files, in order. A file that grows meanwhile is read as long as it was.
    static func parts(of paths: [String], length: UInt64) throws(TraceEngineError) -> [FilePart] {
        var parts: [FilePart] = []
        for (number, path) in paths.enumerated() {
            do throws(LogFileError) {
                let file = try LogFile(path: path)
                let compression = try Compression.of(file)
                let size = file.facts?.size ?? 0
                var start: UInt64 = 0
                while start < size {
                    let end = compression == nil ? min(start + length, size) : size
                    parts.append(
                        FilePart(
                            file: file, number: UInt16(truncatingIfNeeded: number), range: start..<end,
                            compression: compression))
                    start = end
                }
            } catch {
                throw .unreadable(path: path, reason: error.reason)
            }
        }
        return parts
    }

    /// Hands out each line that begins in the range. The last of them may end beyond it.
    /// - Parameter buffer: used again for each part that a thread reads.
    func forEachLine(
        in buffer: LineBuffer, _ body: (LineBuffer.Item, _ isLast: Bool) -> Void
    ) throws(LogFileError) {
        if let compression { return try forEachPackedLine(Decompressor(file, compression), body) }
        let size = file.facts?.size ?? range.upperBound
        guard let start = try firstLineStart(), start < range.upperBound else { return }
        buffer.restart(at: start)
        var isDone = false
        while !isDone {
            let isWithin = buffer.readOffset < range.upperBound
            let limit = isWithin ? range.upperBound : size
            guard try buffer.fill(from: file, count: isWithin ? LineBuffer.piece : 1 << 16, limit: limit) > 0 else {
                break
            }
            buffer.drain { item in
                if item.offset >= range.upperBound { isDone = true }
                if !isDone { body(item, false) }
            }
            if !buffer.hasRest, buffer.offset >= range.upperBound { isDone = true }
        }
        if !isDone, buffer.hasRest { buffer.drainRest { body($0, true) } }
    }

    private func forEachPackedLine(
        _ packed: Decompressor, _ body: (LineBuffer.Item, _ isLast: Bool) -> Void
    ) throws(LogFileError) {
        let buffer = LineBuffer(offset: 0)
        while try packed.next(1 << 20, into: buffer) { buffer.drain { body($0, false) } }
        buffer.drain { body($0, false) }
        if buffer.hasRest { buffer.drainRest { body($0, true) } }
    }

    /// Where the first line begins at or after the start of the range.
    private func firstLineStart() throws(LogFileError) -> UInt64? {
        guard range.lowerBound > 0 else { return 0 }
        let block = 1 << 16
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: block, alignment: 16)
        defer { memory.deallocate() }
        var place = range.lowerBound - 1
        while place < range.upperBound {
            let count = try file.read(into: memory, at: place)
            guard count > 0 else { return nil }
            let bytes = UnsafeRawBufferPointer(rebasing: memory[..<count]).assumingMemoryBound(to: UInt8.self)
            if let end = LineScanner.lineEnd(in: bytes, from: 0) { return place + UInt64(end) + 1 }
            place += UInt64(count)
        }
        return nil
    }
}

/// Gives each part to one thread.
final class PartCounter: Sendable {
    private let next = Atomic<Int>(0)

    /// A number that nobody has had, as long as there are any.
    func take(below limit: Int) -> Int? {
        let taken = next.wrappingAdd(1, ordering: .relaxed).oldValue
        return taken < limit ? taken : nil
    }
}

extension LineBuffer.Item {
    /// Where the line begins in its file.
    var offset: UInt64 {
        switch self {
        case .line(_, let offset), .tooLong(_, let offset, _): offset
        }
    }
}
