/// How a number in a line was found.
enum NumberReading<Value> {
    /// Missing or null.
    case absent
    case value(Value)
    /// Out of range, or no number at all: this field is unknown, and nothing else.
    case bad
}

extension JSONTape {
    /// A 64-bit count that may be written as a number, a string, an integral float, or JavaScript's two halves.
    @inline(__always) func unsigned64(_ place: Int) -> NumberReading<UInt64> {
        switch kind(place) {
        case Kind.string:
            let text = text(place)
            if let value = text.decimal() { return .value(value) }
            return text.count == 0 ? .absent : .bad
        case Kind.unsigned: return .value(unsigned(place))
        case Kind.signed: return UInt64(exactly: signed(place)).map { .value($0) } ?? .bad
        case Kind.double: return UInt64(exactly: double(place)).map { .value($0) } ?? .bad
        case Kind.null: return .absent
        case Kind.object: return halves(place)
        default: return .bad
        }
    }

    /// `{"low":n,"high":n}`, as JavaScript exporters before 0.45 wrote times.
    private func halves(_ place: Int) -> NumberReading<UInt64> {
        var low: Int64?
        var high: Int64?
        forEachMember(of: place) { key, value in
            guard case .value(let half) = signed64(value) else { return }
            if key.equals("low") { low = half } else if key.equals("high") { high = half }
        }
        guard let low, let high else { return .bad }
        return .value(UInt64(UInt32(truncatingIfNeeded: high)) << 32 | UInt64(UInt32(truncatingIfNeeded: low)))
    }

    /// A signed 64-bit number, written as a number, a string or an integral float.
    func signed64(_ place: Int) -> NumberReading<Int64> {
        switch kind(place) {
        case Kind.string: return text(place).signedDecimal().map { .value($0) } ?? .bad
        case Kind.signed: return .value(signed(place))
        case Kind.unsigned: return Int64(exactly: unsigned(place)).map { .value($0) } ?? .bad
        case Kind.double: return Int64(exactly: double(place)).map { .value($0) } ?? .bad
        case Kind.null: return .absent
        default: return .bad
        }
    }

    /// A 32-bit count; what cannot be read counts as 0.
    @inline(__always) func unsigned32(_ place: Int) -> UInt32 {
        guard case .value(let value) = unsigned64(place) else { return 0 }
        return UInt32(clamping: value)
    }

    /// Calls back with each key and the place of its value.
    @inline(__always) func forEachMember(of object: Int, _ body: (JSONText, Int) -> Void) {
        guard kind(object) == Kind.object else { return }
        let end = end(object)
        var place = object + 1
        while place < end {
            body(text(place), place + 1)
            place = next(place + 1)
        }
    }

    /// Calls back with the place of each element.
    @inline(__always) func forEachElement(of array: Int, _ body: (Int) -> Void) {
        guard kind(array) == Kind.array else { return }
        let end = end(array)
        var place = array + 1
        while place < end {
            body(place)
            place = next(place)
        }
    }

    /// How many elements an array has; the tape counts up to 2²⁴ − 2 itself.
    func count(of array: Int) -> Int {
        guard kind(array) == Kind.array else { return 0 }
        let counted = Int(words[array] >> 32 & 0xFF_FFFF)
        guard counted == 0xFF_FFFF else { return counted }
        var count = 0
        forEachElement(of: array) { _ in count += 1 }
        return count
    }

    /// A number that stands for a word, or the word itself in any case and with or without its prefix.
    func enumeration(_ place: Int, prefix: StaticString, words: [StaticString]) -> UInt64? {
        guard kind(place) == Kind.string else {
            guard case .value(let number) = unsigned64(place) else { return nil }
            return number
        }
        var text = text(place)
        if let number = text.decimal() { return number }
        if text.hasPrefixIgnoringCase(prefix) {
            let length = prefix.utf8CodeUnitCount
            text = JSONText(start: text.start + length, count: text.count - length)
        }
        return words.firstIndex { text.count == $0.utf8CodeUnitCount && text.hasPrefixIgnoringCase($0) }
            .map(UInt64.init)
    }
}

extension JSONText {
    /// The bytes start with these, letters of either case being equal.
    func hasPrefixIgnoringCase(_ prefix: StaticString) -> Bool {
        guard count >= prefix.utf8CodeUnitCount else { return false }
        for place in 0..<prefix.utf8CodeUnitCount where start[place] | 0x20 != prefix.utf8Start[place] | 0x20 {
            return false
        }
        return true
    }
}

/// The words of OTLP's enumerations, in the order of their numbers.
enum OTLPWords {
    static let kindPrefix: StaticString = "SPAN_KIND_"
    static let kinds: [StaticString] = ["UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER"]
    static let statusPrefix: StaticString = "STATUS_CODE_"
    static let statuses: [StaticString] = ["UNSET", "OK", "ERROR"]
    static let severityPrefix: StaticString = "SEVERITY_NUMBER_"
    static let severities: [StaticString] = [
        "UNSPECIFIED", "TRACE", "TRACE2", "TRACE3", "TRACE4", "DEBUG", "DEBUG2", "DEBUG3", "DEBUG4", "INFO", "INFO2",
        "INFO3", "INFO4", "WARN", "WARN2", "WARN3", "WARN4", "ERROR", "ERROR2", "ERROR3", "ERROR4", "FATAL", "FATAL2",
        "FATAL3", "FATAL4",
    ]
}
