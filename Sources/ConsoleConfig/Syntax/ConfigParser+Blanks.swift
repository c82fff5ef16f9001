extension ConfigParser {
    /// The byte `ahead` of here; `nil` behind the end.
    func peek(_ ahead: Int = 0) -> UInt8? {
        index + ahead < source.bytes.count ? source.bytes[index + ahead] : nil
    }

    /// Whether a comment starts here.
    var startsComment: Bool {
        peek() == UInt8(ascii: "/") && (peek(1) == UInt8(ascii: "/") || peek(1) == UInt8(ascii: "*"))
    }

    /// Passes over blanks and comments.
    mutating func skipBlank(_ path: KeyPath) {
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), 11, 12: index += 1
            case 0xC2 where peek(1) == 0xA0: index += 2
            case 0xE2 where peek(1) == 0x80 && (peek(2) == 0xA8 || peek(2) == 0xA9): index += 3
            case 0xEF where peek(1) == 0xBB && peek(2) == 0xBF: index += 3
            case UInt8(ascii: "/") where startsComment: skipComment(path)
            case UInt8(ascii: "#"):
                mistake(at: index, path, found: "\"#\"", expected: "// before a comment")
                skipLine()
            default: return
            }
        }
    }

    private mutating func skipComment(_ path: KeyPath) {
        let start = index
        if peek(1) == UInt8(ascii: "/") { return skipLine() }
        index += 2
        while index < source.bytes.count {
            if peek() == UInt8(ascii: "*") && peek(1) == UInt8(ascii: "/") {
                index += 2
                return
            }
            index += 1
        }
        if !lostStructure {
            mistake(at: start, path, found: "a comment without its end", expected: "a closing */")
        }
        lostStructure = true
    }

    mutating func skipLine() {
        while let byte = peek(), byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") { index += 1 }
    }

    /// Passes over what cannot be read, up to a comma or closing bracket of this level or the end of the line.
    mutating func recover() {
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                return
            case UInt8(ascii: "{"), UInt8(ascii: "["): skipNested()
            default: index += 1
            }
        }
    }

    /// Passes over an object or list whatever is in it, without recursion.
    mutating func skipNested() {
        var depth = 0
        while let byte = peek() {
            index += 1
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth <= 0 { return }
            case UInt8(ascii: "\""), UInt8(ascii: "'"): skipString(byte)
            default: break
            }
        }
    }

    private mutating func skipString(_ quote: UInt8) {
        while let byte = peek(), byte != UInt8(ascii: "\n") {
            index += byte == UInt8(ascii: "\\") ? 2 : 1
            if byte == quote { return }
        }
    }

    /// Keeps a mistake. With too many the rest of the file is given up.
    mutating func mistake(
        _ code: ConfigMistake.Code = .syntax, at offset: Int, _ path: KeyPath, found: String, expected: String,
        nearest: String? = nil
    ) {
        guard mistakes.count < Self.mostMistakes else {
            index = source.bytes.count
            lostStructure = true
            return
        }
        mistakes.append(
            ConfigMistake(
                code: code, place: source.place(of: offset, path), found: found, expected: expected,
                nearest: nearest))
    }

    /// What is left of something unreadable.
    func broken(from start: Int) -> SourceValue {
        SourceValue(kind: .broken, offset: start, end: index, isDamaged: true)
    }

    /// What stands here, for a sentence: a bracket, a word, a quoted text.
    func shownToken() -> String {
        guard let byte = peek() else { return "the end of the file" }
        if CharacterKind.isIdentifierByte(byte) {
            let rest = source.bytes[index...].prefix(240).prefix { CharacterKind.isIdentifierByte($0) }
            return ShownText.quoted(String(decoding: rest, as: UTF8.self))
        }
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
            let rest = source.bytes[(index + 1)...].prefix(240).prefix { $0 != byte && $0 != UInt8(ascii: "\n") }
            return ShownText.quoted(String(decoding: rest, as: UTF8.self))
        }
        return ShownText.quoted(shownCharacter())
    }

    /// The character that stands here, made harmless.
    func shownCharacter() -> String {
        let rest = source.bytes[index...].prefix(4)
        return ShownText.plain(String(decoding: rest, as: UTF8.self), limit: 1).replacing("…", with: "")
    }
}
