/// Reads JSON as people write it: with comments, trailing commas, single quotes, unquoted keys and JSON5's numbers.
///
/// It does not stop at a mistake but goes on at the next place that makes sense, so that one reading names them all.
/// Nesting is bounded, so that a hostile file cannot overflow the stack, and so is the number of mistakes.
struct ConfigParser {
    /// Levels of objects and lists.
    static let deepest = 64
    /// Mistakes after which the rest of the file is not looked at.
    static let mostMistakes = 100

    let source: SourceText
    /// Where the parser stands; never behind the end.
    var index = 0 { didSet { index = min(index, source.bytes.count) } }
    var mistakes: [ConfigMistake] = []
    /// Objects (`}`) and lists (`]`) that are open, outermost first.
    var closers: [UInt8] = []
    /// A bracket did not fit, so what follows about brackets is guesswork and stays unsaid.
    var lostStructure = false
    /// Some bytes of the file are no UTF-8.
    private var hasInvalidBytes = false
    /// The last string ended with its line and swallowed what stood behind it there.
    var swallowedLine = false

    init(_ source: SourceText) {
        self.source = source
        if source.bytes.starts(with: SourceText.byteOrderMark) { index = 3 }
    }

    /// The whole file as one value.
    mutating func document() -> SourceValue {
        if let offset = source.firstInvalidByte {
            hasInvalidBytes = true
            let byte = String(source.bytes[offset], radix: 16, uppercase: true)
            mistake(at: offset, KeyPath(), found: "the byte 0x\(byte)", expected: "text in UTF-8")
        }
        skipBlank(KeyPath())
        guard index < source.bytes.count else {
            mistake(at: index, KeyPath(), found: "an empty file", expected: "an object { … }")
            return SourceValue(kind: .broken, offset: index, end: index, isDamaged: true)
        }
        let value = value(KeyPath())
        skipBlank(KeyPath())
        if index < source.bytes.count && !lostStructure {
            mistake(at: index, KeyPath(), found: shownToken(), expected: "the end of the file")
        }
        if mistakes.count == Self.mostMistakes {
            mistakes.append(
                ConfigMistake(
                    code: .syntax, place: source.place(of: index, KeyPath()), found: "\(mistakes.count) mistakes",
                    expected: "fewer; what follows them was not looked at"))
        }
        return value
    }

    /// One value of any kind. Always moves on, except at a comma or a closing bracket.
    mutating func value(_ path: KeyPath) -> SourceValue {
        let start = index
        guard let byte = peek() else {
            mistake(at: index, path, found: "the end of the file", expected: "a value")
            return broken(from: start)
        }
        switch byte {
        case UInt8(ascii: "{"): return nested(path) { $0.object(path) }
        case UInt8(ascii: "["): return nested(path) { $0.array(path) }
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            let before = mistakes.count
            let text = string(path)
            return SourceValue(
                kind: .string(text), offset: start, end: index,
                isDamaged: mistakes.count > before || (hasInvalidBytes && text.contains("\u{FFFD}")))
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): return number(path)
        case _ where CharacterKind.isIdentifierByte(byte): return word(path)
        default:
            mistake(at: start, path, found: shownToken(), expected: "a value")
            recover()
            return broken(from: start)
        }
    }

    private mutating func nested(_ path: KeyPath, _ read: (inout ConfigParser) -> SourceValue) -> SourceValue {
        guard closers.count < Self.deepest else {
            let start = index
            mistake(
                at: start, path, found: "level \(Self.deepest + 1) of nesting",
                expected: "at most \(Self.deepest) levels")
            skipNested()
            return broken(from: start)
        }
        let before = mistakes.count
        var value = read(&self)
        value.isDamaged = value.isDamaged || mistakes.count > before
        return value
    }

    private mutating func object(_ path: KeyPath) -> SourceValue {
        let start = index
        open(UInt8(ascii: "}"))
        var members: [SourceMember] = []
        var places: [String: Int] = [:]
        while !closes(path, start: start, what: "{") {
            guard let key = key(path), !isUnclosed(key, path) else { continue }
            let here = path.key(key.text)
            if let first = places[key.text] {
                let place = source.position(of: first)
                mistake(
                    .duplicateKey, at: key.offset, here, found: "\(ShownText.quoted(key.text)) again",
                    expected: "each key once; it is already at \(place.line):\(place.column)")
            } else {
                places[key.text] = key.offset
            }
            let value = colon(here) ? value(here) : broken(from: index)
            members.append(SourceMember(key: key.text, keyOffset: key.offset, value: value))
            separator(path, here, closer: "}")
        }
        return SourceValue(kind: .object(members), offset: start, end: index)
    }

    private mutating func array(_ path: KeyPath) -> SourceValue {
        let start = index
        open(UInt8(ascii: "]"))
        var items: [SourceValue] = []
        while !closes(path, start: start, what: "[") {
            let here = path.item(items.count)
            let before = index
            if peek() == UInt8(ascii: ",") {
                mistake(at: index, here, found: "\",\"", expected: "a value")
                index += 1
                continue
            }
            items.append(value(here))
            separator(path, here, closer: "]")
            if index == before { index += 1 }
        }
        return SourceValue(kind: .array(items), offset: start, end: index)
    }

    private mutating func open(_ closer: UInt8) {
        closers.append(closer)
        index += 1
    }

    /// Takes the closing bracket of the innermost object or list; also when it is missing.
    private mutating func closes(_ path: KeyPath, start: Int, what: String) -> Bool {
        skipBlank(path)
        guard let closer = closers.last else { return true }
        let sign = closer == UInt8(ascii: "}") ? "}" : "]"
        let place = source.position(of: start)
        switch peek() {
        case closer?:
            index += 1
            closers.removeLast()
            return true
        case nil:
            if !lostStructure {
                mistake(
                    at: index, path, found: "the end of the file",
                    expected: "\"\(sign)\" for the \"\(what)\" at \(place.line):\(place.column)")
            }
            lostStructure = true
            closers.removeLast()
            return true
        case UInt8(ascii: "}")?, UInt8(ascii: "]")?:
            if !lostStructure {
                mistake(
                    at: index, path, found: shownToken(),
                    expected: "\"\(sign)\" for the \"\(what)\" at \(place.line):\(place.column)")
            }
            lostStructure = true
            closers.removeLast()
            // Where an outer bracket of this kind is open, this one was forgotten; else it was mistyped.
            if let found = peek(), !closers.contains(found) { index += 1 }
            return true
        default: return false
        }
    }
}
