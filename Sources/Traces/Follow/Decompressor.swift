import CZlib
import CZstd

/// Unpacks a file piece by piece.
final class Decompressor {
    private static let inputLength = 1 << 17
    private static let outputLength = 1 << 18

    private let file: LogFile
    private let compression: Compression
    /// Bytes of the file that were taken in.
    private(set) var consumed: UInt64 = 0
    private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: inputLength, alignment: 16)
    private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: outputLength, alignment: 16)
    private var inputStart = 0
    private var inputEnd = 0
    private var isInFrame = false
    private var deflated = z_stream()
    private var isOpen = false
    private let zstd: OpaquePointer?

    init(_ file: LogFile, _ compression: Compression) {
        self.file = file
        self.compression = compression
        zstd = compression == .gzip ? nil : ZSTD_createDStream()
        guard compression == .gzip else { return }
        // 15 bits of window, and 32 to take gzip's header.
        isOpen = inflateInit2_(&deflated, 47, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    }

    deinit {
        input.deallocate()
        output.deallocate()
        if isOpen { inflateEnd(&deflated) }
        ZSTD_freeDStream(zstd)
    }

    /// Unpacks about a number of bytes more.
    /// - Returns: false at the end of the file.
    func next(_ count: Int, into lines: LineBuffer) throws(LogFileError) -> Bool {
        var made = 0
        while made < count {
            if inputStart == inputEnd, try !refill() {
                if isInFrame { throw LogFileError(path: file.path, code: LogFileError.damaged) }
                return false
            }
            made += try compression == .gzip ? inflate(into: lines) : unpackZstd(into: lines)
        }
        return true
    }

    /// Unpacks from the beginning up to a place and takes what stands there. - Complexity: O(`offset`)
    func bytes(at offset: UInt64, count: Int) throws(LogFileError) -> [UInt8] {
        let buffer = LineBuffer(offset: 0)
        while buffer.readOffset < offset + UInt64(count) {
            buffer.forget(upTo: offset)
            guard try next(Decompressor.outputLength, into: buffer) else { break }
        }
        buffer.forget(upTo: offset)
        guard buffer.offset == offset, buffer.rest.count >= count else {
            throw LogFileError(path: file.path, code: LogFileError.shorter)
        }
        return Array(buffer.rest.prefix(count))
    }

    private func refill() throws(LogFileError) -> Bool {
        inputStart = 0
        inputEnd = try file.read(into: input, at: consumed)
        consumed += UInt64(inputEnd)
        return inputEnd > 0
    }

    private func inflate(into lines: LineBuffer) throws(LogFileError) -> Int {
        guard isOpen else { throw LogFileError(path: file.path, code: LogFileError.damaged) }
        deflated.next_in = input.baseAddress?.advanced(by: inputStart).assumingMemoryBound(to: UInt8.self)
        deflated.avail_in = UInt32(inputEnd - inputStart)
        deflated.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        deflated.avail_out = UInt32(output.count)
        let code = CZlib.inflate(&deflated, Z_NO_FLUSH)
        inputStart = inputEnd - Int(deflated.avail_in)
        let made = output.count - Int(deflated.avail_out)
        isInFrame = code != Z_STREAM_END
        // Several members may stand one after another, as `cat` makes them.
        if code == Z_STREAM_END { inflateReset(&deflated) }
        guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else {
            throw LogFileError(path: file.path, code: LogFileError.damaged)
        }
        lines.append(UnsafeRawBufferPointer(rebasing: output[..<made]))
        return made
    }

    private func unpackZstd(into lines: LineBuffer) throws(LogFileError) -> Int {
        if compression == .framedZstd, !isInFrame {
            guard try skipLength() else { return 0 }
        }
        var source = ZSTD_inBuffer(src: input.baseAddress, size: inputEnd, pos: inputStart)
        var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        let rest = ZSTD_decompressStream(zstd, &target, &source)
        inputStart = source.pos
        guard ZSTD_isError(rest) == 0 else { throw LogFileError(path: file.path, code: LogFileError.damaged) }
        isInFrame = rest != 0
        lines.append(UnsafeRawBufferPointer(rebasing: output[..<target.pos]))
        guard compression == .framedZstd, !isInFrame else { return target.pos }
        let lineEnd: [UInt8] = [0x0A]
        lineEnd.withUnsafeBytes { lines.append($0) }
        return target.pos + 1
    }

    /// Steps over the four bytes before a frame, which may lie across two reads.
    private func skipLength() throws(LogFileError) -> Bool {
        for _ in 0..<4 {
            if inputStart == inputEnd, try !refill() { return false }
            inputStart += 1
        }
        if inputStart == inputEnd { return try refill() }
        return true
    }
}
