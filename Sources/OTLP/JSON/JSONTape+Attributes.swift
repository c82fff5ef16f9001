extension JSONTape {
    /// The place of a member's value by its key; among equal keys the last.
    func member(_ name: StaticString, of object: Int) -> Int? {
        var found: Int?
        forEachMember(of: object) { key, value in if key.equals(name) { found = value } }
        return found.flatMap { isNull($0) ? nil : $0 }
    }

    /// The same for a key with two spellings.
    func member(_ camel: StaticString, _ snake: StaticString, of object: Int) -> Int? {
        member(camel, of: object) ?? member(snake, of: object)
    }

    /// The text of a member that is a string, or empty.
    func string(_ camel: StaticString, _ snake: StaticString, of object: Int) -> String {
        guard let place = member(camel, snake, of: object), kind(place) == Kind.string else { return "" }
        return text(place).string
    }

    /// A list of attributes. What is no key with a value is left out.
    func attributes(_ array: Int, depth: Int = 0) -> [Attribute] {
        var found: [Attribute] = []
        forEachElement(of: array) { element in
            guard let (key, value) = keyValue(element) else { return }
            found.append(
                Attribute(key: key.string, value: value.map { attributeValue($0, depth: depth) } ?? .empty))
        }
        return found
    }

    /// A value, decided by the key that it stands under; among several the last wins. Depth is limited, so that neither
    /// reading it nor letting go of it can exhaust the stack.
    func attributeValue(_ value: Int, depth: Int = 0) -> AttributeValue {
        guard depth < AttributeValue.nestingLimit else { return .tooDeep }
        var found = AttributeValue.empty
        forEachMember(of: value) { key, place in
            if let read = typedValue(key, place, depth: depth) { found = read }
        }
        return found
    }

    private func typedValue(_ key: JSONText, _ place: Int, depth: Int) -> AttributeValue? {
        switch true {
        case key.equals("stringValue", "string_value"):
            kind(place) == Kind.string ? .string(text(place).string) : isNull(place) ? nil : raw(place)
        case key.equals("boolValue", "bool_value"): boolean(place)
        case key.equals("intValue", "int_value"): integer(place)
        case key.equals("doubleValue", "double_value"): floating(place)
        case key.equals("arrayValue", "array_value"): .array(elements(place, depth: depth + 1))
        case key.equals("kvlistValue", "kvlist_value"):
            .map(member("values", of: place).map { attributes($0, depth: depth + 1) } ?? [])
        case key.equals("bytesValue", "bytes_value"): bytes(place)
        default: nil
        }
    }

    private func elements(_ array: Int, depth: Int) -> [AttributeValue] {
        guard let values = member("values", of: array) else { return [] }
        var found: [AttributeValue] = []
        forEachElement(of: values) { found.append(attributeValue($0, depth: depth)) }
        return found
    }

    private func boolean(_ place: Int) -> AttributeValue? {
        switch kind(place) {
        case Kind.yes: .bool(true)
        case Kind.no: .bool(false)
        case Kind.null: nil
        default: raw(place)
        }
    }

    private func integer(_ place: Int) -> AttributeValue? {
        switch signed64(place) {
        case .absent: nil
        case .value(let value): .int(value)
        case .bad: raw(place)
        }
    }

    /// A number, or one of protobuf's three words for what JSON has no number for. `null` is how JavaScript writes NaN.
    private func floating(_ place: Int) -> AttributeValue {
        switch kind(place) {
        case Kind.null: return .double(.nan)
        case Kind.double: return .double(double(place))
        case Kind.signed: return .double(Double(signed(place)))
        case Kind.unsigned: return .double(Double(unsigned(place)))
        case Kind.string:
            let text = text(place)
            if text.equals("NaN") { return .double(.nan) }
            if text.equals("Infinity") { return .double(.infinity) }
            if text.equals("-Infinity") { return .double(-.infinity) }
            return Double(text.string).map { .double($0) } ?? raw(place)
        default: return raw(place)
        }
    }

    private func bytes(_ place: Int) -> AttributeValue? {
        guard kind(place) == Kind.string else { return isNull(place) ? nil : raw(place) }
        return text(place).base64Bytes().map { .bytes($0) } ?? raw(place)
    }

    /// What stands there, in a word.
    private func raw(_ place: Int) -> AttributeValue {
        switch kind(place) {
        case Kind.string: .unreadable(text(place).string)
        case Kind.signed: .unreadable(String(signed(place)))
        case Kind.unsigned: .unreadable(String(unsigned(place)))
        case Kind.double: .unreadable(String(double(place)))
        case Kind.yes: .unreadable("true")
        case Kind.no: .unreadable("false")
        case Kind.null: .unreadable("null")
        case Kind.array: .unreadable("[…]")
        default: .unreadable("{…}")
        }
    }
}

extension JSONText {
    /// Bytes from base64 of either alphabet, with or without padding; `nil` for anything else.
    func base64Bytes() -> [UInt8]? {
        var body = bytes[...]
        while body.last == UInt8(ascii: "=") { body.removeLast() }
        guard body.count % 4 != 1, count - body.count <= 2 else { return nil }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(body.count * 3 / 4)
        var bits: UInt32 = 0
        var bitCount: UInt32 = 0
        for character in body {
            guard let six = base64Value(character) else { return nil }
            bits = bits << 6 | UInt32(six)
            bitCount += 6
            guard bitCount >= 8 else { continue }
            bitCount -= 8
            decoded.append(UInt8(truncatingIfNeeded: bits >> bitCount))
        }
        return decoded
    }
}
