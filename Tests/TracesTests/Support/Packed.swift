import CZlib
import CZstd
import Foundation

/// Text packed as rotation packs files.
enum Packed {
    static func zstd(_ text: String) -> Data {
        let input = Array(text.utf8)
        var output = [UInt8](repeating: 0, count: ZSTD_compressBound(input.count))
        let count = ZSTD_compress(&output, output.count, input, input.count, 3)
        return Data(output.prefix(count))
    }

    static func gzip(_ text: String) -> Data {
        var input = Array(text.utf8)
        var output = [UInt8](repeating: 0, count: input.count + 1000)
        var stream = z_stream()
        deflateInit2_(&stream, 6, Z_DEFLATED, 31, 8, 0, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        defer { deflateEnd(&stream) }
        let count = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                deflate(&stream, Z_FINISH)
                return target.count - Int(stream.avail_out)
            }
        }
        return Data(output.prefix(count))
    }
}
