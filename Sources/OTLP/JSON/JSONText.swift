#if canImport(Glibc)
    import Glibc
#else
    import Foundation
#endif

/// A string on the tape: UTF-8 that simdjson has checked and unescaped, in the parser's memory.
struct JSONText {
    let start: UnsafePointer<UInt8>
    let count: Int

    private static let nothing: StaticString = ""

    /// No bytes.
    static var empty: JSONText { JSONText(start: nothing.utf8Start, count: 0) }

    /// The bytes are exactly these.
    @inline(__always) func equals(_ other: StaticString) -> Bool {
        count == other.utf8CodeUnitCount && memcmp(start, other.utf8Start, other.utf8CodeUnitCount) == 0
    }

    /// Either spelling of a key: protobuf's JSON printers write `lowerCamel` or, by option, `snake_case`.
    @inline(__always) func equals(_ camel: StaticString, _ snake: StaticString) -> Bool {
        equals(camel) || equals(snake)
    }

    /// The bytes start with these.
    @inline(__always) func hasPrefix(_ prefix: StaticString) -> Bool {
        count >= prefix.utf8CodeUnitCount && memcmp(start, prefix.utf8Start, prefix.utf8CodeUnitCount) == 0
    }

    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

    /// A copy that outlives the tape.
    var string: String { String(decoding: bytes, as: UTF8.self) }

    /// Eight bytes at a place, of which all must be within the string.
    @inline(__always) func word(at place: Int) -> UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(start + place).loadUnaligned(as: UInt64.self))
    }
}
