import OTLP

#if canImport(Glibc)
    import Glibc
#else
    import Foundation
#endif

/// Bytes of a file on their way to lines: filled from the file, emptied line by line, a half-written rest kept.
final class LineBuffer {
    /// One line, or what is to be said of one that was not read.
    enum Item {
        /// Its bytes are followed by ``OTLPReader/padding`` readable ones.
        case line(UnsafeBufferPointer<UInt8>, offset: UInt64)
        /// Longer than ``LineScanner/lengthLimit``; its first bytes.
        case tooLong(UnsafeBufferPointer<UInt8>, offset: UInt64, length: UInt64)
    }

    private var memory: UnsafeMutableRawBufferPointer
    private var start = 0
    private var end = 0
    /// No line end stands before this place.
    private var scanned = 0
    /// Where `start` stands in the file.
    private(set) var offset: UInt64
    /// The line being skipped: where it began, and its first bytes.
    private var skipped: (offset: UInt64, head: [UInt8])?

    /// How much is read from a file at a time: small enough that it is still in the processor's cache when it is parsed.
    static let piece = 1 << 18
    /// Room for the rest of a line beside a piece, so that most buffers never grow.
    private static let usualRest = 1 << 16

    /// A buffer that reads on from an offset.
    init(offset: UInt64, capacity: Int = LineBuffer.piece + LineBuffer.usualRest) {
        self.offset = offset
        memory = .allocate(byteCount: capacity + OTLPReader.padding, alignment: 64)
        memory.initializeMemory(as: UInt8.self, repeating: 0)
    }

    deinit { memory.deallocate() }

    /// Where the next byte is read from.
    var readOffset: UInt64 { offset + UInt64(end - start) }

    /// Bytes of a line whose end has not been seen.
    var rest: UnsafeBufferPointer<UInt8> { pointer(start, end) }

    /// Somewhere within a line, also a skipped one.
    var hasRest: Bool { end > start || skipped != nil }

    /// Empties it, to read on from another offset.
    func restart(at offset: UInt64) {
        self.offset = offset
        start = 0
        end = 0
        scanned = 0
        skipped = nil
    }

    /// Reads up to a number of bytes more, not beyond a place of the file.
    /// - Returns: how many there were.
    func fill(from file: LogFile, count: Int, limit: UInt64 = .max) throws(LogFileError) -> Int {
        let wanted = Int(min(UInt64(count), limit - min(limit, readOffset)))
        guard wanted > 0 else { return 0 }
        makeRoom(wanted)
        let room = UnsafeMutableRawBufferPointer(rebasing: memory[end..<(end + wanted)])
        let read = try file.read(into: room, at: readOffset)
        end += read
        return read
    }

    /// Takes bytes that came from elsewhere than a file, such as a decompressor.
    func append(_ bytes: UnsafeRawBufferPointer) {
        makeRoom(bytes.count)
        UnsafeMutableRawBufferPointer(rebasing: memory[end...]).copyMemory(from: bytes)
        end += bytes.count
    }

    /// Lets go of bytes that stand before a place of the file.
    func forget(upTo place: UInt64) {
        if place > offset { advance(to: start + Int(min(place - offset, UInt64(end - start)))) }
    }

    private func makeRoom(_ wanted: Int) {
        let capacity = memory.count - OTLPReader.padding
        if end + wanted <= capacity { return }
        let held = end - start
        if held + wanted > capacity {
            let larger = UnsafeMutableRawBufferPointer.allocate(
                byteCount: max(capacity * 2, held + wanted) + OTLPReader.padding, alignment: 64)
            larger.initializeMemory(as: UInt8.self, repeating: 0)
            larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[start..<end]))
            memory.deallocate()
            memory = larger
        } else if held > 0, let base = memory.baseAddress {
            memmove(base, base + start, held)
        }
        scanned -= start
        start = 0
        end = held
    }

    /// Hands out each complete line, at most up to a number of bytes.
    func drain(_ body: (Item) -> Void) {
        dropLeadingNULs()
        while let lineEnd = LineScanner.lineEnd(in: pointer(0, end), from: scanned) {
            handOut(to: lineEnd, body)
            advance(to: lineEnd + 1)
            dropLeadingNULs()
        }
        scanned = end
        skipIfTooLong()
    }

    /// Hands out what is left as a line, at the end of a file that will not grow.
    func drainRest(_ body: (Item) -> Void) {
        guard hasRest else { return }
        handOut(to: end, body)
        advance(to: end)
    }

    private func handOut(to lineEnd: Int, _ body: (Item) -> Void) {
        let length = offset + UInt64(lineEnd - start)
        if let skipped {
            skipped.head.withUnsafeBufferPointer {
                body(.tooLong($0, offset: skipped.offset, length: length - skipped.offset))
            }
            self.skipped = nil
        } else if lineEnd - start > LineScanner.lengthLimit {
            body(.tooLong(pointer(start, lineEnd), offset: offset, length: UInt64(lineEnd - start)))
        } else {
            body(.line(pointer(start, lineEnd), offset: offset))
        }
    }

    private func advance(to place: Int) {
        offset += UInt64(place - start)
        start = place
        scanned = max(scanned, place)
    }

    /// Runs of NULs stand where a file was truncated under a writer; they may be as long as the file was, and are no
    /// part of the line behind them.
    private func dropLeadingNULs() {
        guard skipped == nil else { return }
        var place = start
        while place < end, memory[place] == 0 { place += 1 }
        if place > start { advance(to: place) }
    }

    /// Lets go of the bytes of a line that has become too long, and remembers only where it began.
    private func skipIfTooLong() {
        if skipped == nil, end - start > LineScanner.lengthLimit {
            skipped = (offset, Array(pointer(start, min(start + BadLines.excerptLimit, end))))
        }
        if skipped != nil { advance(to: end) }
    }

    private func pointer(_ from: Int, _ to: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeRawBufferPointer(rebasing: memory[from..<to]).assumingMemoryBound(to: UInt8.self)
    }
}
