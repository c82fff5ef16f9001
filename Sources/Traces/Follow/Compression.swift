/// How a rotated file is compressed.
enum Compression: Sendable, Equatable {
    case gzip
    /// Ordinary zstd frames of lines.
    case zstd
    /// A length of four bytes before each zstd frame, one line a frame without its end, as the Collector's file exporter
    /// writes it.
    case framedZstd

    /// By the first bytes of a file; `nil` for plain text.
    static func of(_ file: LogFile) throws(LogFileError) -> Compression? {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 8, alignment: 8)
        defer { memory.deallocate() }
        let count = try file.read(into: memory, at: 0)
        let zstd: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]
        if count >= 2, memory[0] == 0x1F, memory[1] == 0x8B { return .gzip }
        if count >= 4, memory[0..<4].elementsEqual(zstd) { return .zstd }
        if count >= 8, memory[4..<8].elementsEqual(zstd) { return .framedZstd }
        return nil
    }
}
