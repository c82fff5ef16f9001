extension ConfigParser {
    /// `true`, `false`, `null`, JSON5's `Infinity` and `NaN`, a number; anything else lacks its quotes.
    mutating func word(_ path: KeyPath) -> SourceValue {
        if let byte = peek(), CharacterKind.isDigit(byte) { return number(path) }
        let start = index
        let text = run()
        let kind: SourceValue.Kind
        switch text {
        case "true": kind = .boolean(true)
        case "false": kind = .boolean(false)
        case "null": kind = .null
        case "Infinity": kind = .number(.infinity)
        case "NaN": kind = .number(.nan)
        default:
            let known = ["true", "false", "null"]
            let nearest = known.first { $0 == text.lowercased() }
            mistake(
                at: start, path, found: ShownText.plain(text),
                expected: "a text in quotes, \(ShownText.quoted(text))", nearest: nearest)
            return broken(from: start)
        }
        return SourceValue(kind: kind, offset: start, end: index)
    }

    /// A number as JSON5 writes it: a sign, `0x` and hexadecimal digits, a point at either end.
    mutating func number(_ path: KeyPath) -> SourceValue {
        let start = index
        let text = run()
        guard let value = Self.number(text) else {
            let bareText = text.contains { $0.isLetter }
            mistake(
                at: start, path, found: ShownText.plain(text),
                expected: bareText ? "a text in quotes, \(ShownText.quoted(text))" : "a number")
            return broken(from: start)
        }
        return SourceValue(kind: .number(value), offset: start, end: index)
    }

    private static func number(_ text: String) -> Double? {
        var digits = Substring(text)
        let negative = digits.first == "-"
        if negative || digits.first == "+" { digits = digits.dropFirst() }
        let value: Double?
        if digits == "Infinity" {
            value = .infinity
        } else if digits.hasPrefix("0x") || digits.hasPrefix("0X") {
            value = UInt64(digits.dropFirst(2), radix: 16).map { Double($0) }
        } else {
            let allowed = digits.allSatisfy { $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }
            let whole = digits.prefix { $0.isNumber }
            let padded = whole.count > 1 && whole.first == "0"
            let text = (whole.isEmpty ? "0" : "") + (digits.last == "." ? digits.dropLast() : digits)
            let point = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
            let meant = point.count == 2 && point[1].first.map { !$0.isNumber } == true ? point.joined() : text
            value = allowed && !padded && digits.contains { $0.isNumber } ? Double(meant) : nil
        }
        return value.map { negative ? -$0 : $0 }
    }

    /// Everything up to a blank, a comma, a bracket, a colon or a quote.
    private mutating func run() -> String {
        let start = index
        let ends = [UInt8](" \t\r\n,{}[]:\"'".utf8)
        while let byte = peek(), !ends.contains(byte), !(byte == UInt8(ascii: "/") && startsComment) { index += 1 }
        return String(decoding: source.bytes[start..<index], as: UTF8.self)
    }
}
