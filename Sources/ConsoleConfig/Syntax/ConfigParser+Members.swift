extension ConfigParser {
    /// A quoted or bare key; `nil` after something that is none and has been passed over.
    mutating func key(_ path: KeyPath) -> (text: String, offset: Int)? {
        let start = index
        guard let byte = peek() else { return nil }
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
            let text = string(path)
            if !swallowedLine { return (text, start) }
            swallowedLine = false
            return nil
        }
        if CharacterKind.isIdentifierByte(byte) {
            // A dash is not part of a bare key in JSON5, but whoever writes one means it so.
            while let next = peek(), CharacterKind.isIdentifierByte(next) || next == UInt8(ascii: "-") { index += 1 }
            let text = String(decoding: source.bytes[start..<index], as: UTF8.self)
            if text.contains("-") || CharacterKind.isDigit(byte) {
                mistake(
                    at: start, path.key(text), found: ShownText.plain(text),
                    expected: "the key in quotes, \(ShownText.quoted(text))")
            }
            return (text, start)
        }
        mistake(at: start, path, found: shownToken(), expected: "a key")
        if byte == UInt8(ascii: ",") {
            index += 1
        } else {
            recover()
            takeComma()
        }
        if index == start { index += 1 }
        return nil
    }

    /// Whether a key like `"theme: "dark"` lacks its closing quote; its line is passed over then.
    mutating func isUnclosed(_ key: (text: String, offset: Int), _ path: KeyPath) -> Bool {
        guard let colon = key.text.firstIndex(of: ":"), source.bytes[key.offset] == UInt8(ascii: "\"") else {
            return false
        }
        skipBlank(path)
        if peek() == UInt8(ascii: ":") { return false }
        let name = String(key.text[..<colon])
        mistake(
            at: key.offset, path.key(name), found: "a key without its end",
            expected: "a closing \" behind \(ShownText.plain(name))")
        skipLine()
        return true
    }

    /// The colon between a key and its value; false where there is no value to read.
    mutating func colon(_ path: KeyPath) -> Bool {
        skipBlank(path)
        switch peek() {
        case UInt8(ascii: ":")?:
            index += 1
        case UInt8(ascii: "=")?:
            mistake(at: index, path, found: "\"=\"", expected: "\":\"")
            index += 1
        case UInt8(ascii: ",")?, UInt8(ascii: "}")?, UInt8(ascii: "]")?, nil:
            mistake(at: index, path, found: shownToken(), expected: "\":\" and a value")
            return false
        default:
            mistake(at: index, path, found: shownToken(), expected: "\":\"")
        }
        skipBlank(path)
        switch peek() {
        case UInt8(ascii: ",")?, UInt8(ascii: "}")?, UInt8(ascii: "]")?, nil:
            mistake(at: index, path, found: shownToken(), expected: "a value")
            return false
        default: return true
        }
    }

    /// The comma between two members or items, or the bracket behind the last, which stays.
    mutating func separator(_ path: KeyPath, _ here: KeyPath, closer: String) {
        let swallowed = swallowedLine
        swallowedLine = false
        skipBlank(path)
        switch peek() {
        case UInt8(ascii: ",")?: index += 1
        case UInt8(ascii: "}")?, UInt8(ascii: "]")?, nil: return
        case UInt8(ascii: ";")?:
            mistake(at: index, here, found: "\";\"", expected: "\",\" or \"\(closer)\"")
            index += 1
        case let byte?:
            if !swallowed {
                mistake(at: index, here, found: shownToken(), expected: "\",\" or \"\(closer)\" before it")
            }
            let quotesOrOpens = [UInt8]("\"'{[".utf8).contains(byte)
            if quotesOrOpens || (closer == "]" ? CharacterKind.isIdentifierByte(byte) : isBareKeyAhead) { return }
            recover()
            takeComma()
        }
    }

    /// Whether a word and a colon come next.
    private var isBareKeyAhead: Bool {
        let rest = source.bytes[index...].prefix(200)
        let behindWord = rest.drop { CharacterKind.isIdentifierByte($0) || $0 == UInt8(ascii: "-") }
        let sign = behindWord.first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
        return behindWord.startIndex > index && (sign == UInt8(ascii: ":") || sign == UInt8(ascii: "="))
    }

    private mutating func takeComma() {
        if peek() == UInt8(ascii: ",") { index += 1 }
    }
}
