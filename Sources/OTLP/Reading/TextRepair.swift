/// Makes a line parse that only invalid text or a number out of range spoils, so that one bad string does not lose a
/// batch (formats.md 1.3, rules 3 and 10).
enum TextRepair {
    /// Copies a line and, on the way, replaces invalid UTF-8 by U+FFFD and escapes of unpaired surrogates by `\ufffd`,
    /// escapes raw control characters inside strings, and makes numbers that no 64 bits hold `null`.
    static func repair(_ line: UnsafeBufferPointer<UInt8>, into copy: inout [UInt8], padding: Int) {
        copy.removeAll(keepingCapacity: true)
        copy.reserveCapacity(line.count + line.count / 8 + padding)
        var place = 0
        var isInString = false
        while place < line.count {
            let byte = line[place]
            if byte >= 0x80 {
                place += copyUnicode(line, place, &copy)
            } else if isInString {
                place += copyInString(line, place, &copy)
                if byte == UInt8(ascii: "\"") { isInString = false }
            } else if byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte) {
                place += copyNumber(line, place, &copy)
            } else {
                if byte == UInt8(ascii: "\"") { isInString = true }
                copy.append(byte)
                place += 1
            }
        }
        copy.append(contentsOf: repeatElement(0, count: padding))
    }

    /// One byte of a string, or one escape; how many bytes were taken.
    private static func copyInString(
        _ line: UnsafeBufferPointer<UInt8>, _ place: Int, _ copy: inout [UInt8]
    ) -> Int {
        let byte = line[place]
        if byte < 0x20 {
            copy.append(contentsOf: "\\u00".utf8)
            copy.append(byte < 0x10 ? 0x30 : 0x31)
            copy.append(Array("0123456789abcdef".utf8)[Int(byte & 15)])
            return 1
        }
        guard byte == UInt8(ascii: "\\"), place + 1 < line.count else {
            copy.append(byte)
            return 1
        }
        guard line[place + 1] == UInt8(ascii: "u"), let unit = codeUnit(line, place) else {
            copy.append(byte)
            copy.append(line[place + 1])
            return 2
        }
        if (0xD800...0xDBFF).contains(unit), let low = codeUnit(line, place + 6), (0xDC00...0xDFFF).contains(low) {
            copy.append(contentsOf: line[place..<(place + 12)])
            return 12
        }
        if (0xD800...0xDFFF).contains(unit) {
            copy.append(contentsOf: "\\ufffd".utf8)
        } else {
            copy.append(contentsOf: line[place..<(place + 6)])
        }
        return 6
    }

    /// The number in an escape `\uXXXX` at a place.
    private static func codeUnit(_ line: UnsafeBufferPointer<UInt8>, _ place: Int) -> UInt64? {
        guard place + 6 <= line.count, line[place] == UInt8(ascii: "\\"), line[place + 1] == UInt8(ascii: "u") else {
            return nil
        }
        return UInt64(hexDigits: line[(place + 2)..<(place + 6)])
    }

    /// A number as it stands, or `null` if it is a valid one that neither 64 bits nor a double can hold.
    private static func copyNumber(
        _ line: UnsafeBufferPointer<UInt8>, _ place: Int, _ copy: inout [UInt8]
    ) -> Int {
        var end = place + 1
        while end < line.count, isNumeric(line[end]) { end += 1 }
        let text = String(decoding: line[place..<end], as: UTF8.self)
        let isInteger = !text.contains { ".eE".contains($0) }
        let isHeld = isInteger ? UInt64(text) != nil || Int64(text) != nil : Double(text)?.isFinite ?? true
        let isValid = !isInteger || text.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
        if !isHeld, isValid {
            copy.append(contentsOf: "null".utf8)
        } else {
            copy.append(contentsOf: line[place..<end])
        }
        return end - place
    }

    private static func isNumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e")
            || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
    }

    /// One character beyond ASCII, or U+FFFD for the longest run that could have begun one; how many bytes were taken.
    private static func copyUnicode(
        _ line: UnsafeBufferPointer<UInt8>, _ place: Int, _ copy: inout [UInt8]
    ) -> Int {
        var decoder = Unicode.UTF8.ForwardParser()
        var bytes = line[place..<min(place + 4, line.count)].makeIterator()
        switch decoder.parseScalar(from: &bytes) {
        case .valid(let scalar):
            copy.append(contentsOf: scalar)
            return scalar.count
        case .error(let length):
            copy.append(contentsOf: [0xEF, 0xBF, 0xBD])
            return length
        case .emptyInput: return 1
        }
    }
}
