/// Takes away what may stand around a document on its line (formats.md 1.3, rule 1).
enum LineTrimming {
    /// Without one trailing CR, a leading byte order mark, leading NULs (an external copy-truncate leaves runs of
    /// them) and ASCII blanks at both ends.
    static func trimmed(_ line: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        guard let base = line.baseAddress else { return line }
        var start = 0
        var end = line.count
        while start < end {
            if isBlank(base[start]) {
                start += 1
            } else if end - start >= 3, base[start] == 0xEF, base[start + 1] == 0xBB, base[start + 2] == 0xBF {
                start += 3
            } else {
                break
            }
        }
        while end > start, isBlank(base[end - 1]) { end -= 1 }
        return UnsafeBufferPointer(start: base + start, count: end - start)
    }

    /// Blank, tab, CR, LF or NUL.
    @inline(__always) static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A || byte == 0
    }
}
