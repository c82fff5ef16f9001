#if canImport(Glibc)
    import Glibc
#else
    import Foundation
#endif

/// Finds lines in bytes: a line ends at 0x0A and at nothing else, whatever text calls a line.
public enum LineScanner {
    /// The longest line that is read, in bytes without its end: 16 MiB.
    public static let lengthLimit = 16 << 20

    /// The place of the first line end at or after a place; `nil` if there is none.
    @inline(__always)
    public static func lineEnd(in bytes: UnsafeBufferPointer<UInt8>, from place: Int) -> Int? {
        guard let base = bytes.baseAddress, place < bytes.count,
            let found = memchr(base + place, 0x0A, bytes.count - place)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    /// The place after the last line end; 0 if there is none.
    public static func lastLineStart(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var place = bytes.count
        while place > 0, bytes[place - 1] != 0x0A { place -= 1 }
        return place
    }
}
