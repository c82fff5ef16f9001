extension ShapeChecker {
    /// The members of an object by their keys; says what is unknown and what is missing.
    mutating func members(
        _ members: [SourceMember], of value: SourceValue, _ object: ConfigObject, _ path: KeyPath
    ) -> [String: CheckedValue] {
        var checked: [String: CheckedValue] = [:]
        var accounted = Set(members.map(\.key))
        for member in members {
            let here = path.key(member.key)
            guard let key = object.key(member.key) else {
                let meant = unknown(member, in: object, source.place(of: member.keyOffset, here))
                meant.map { _ = accounted.insert($0) }
                continue
            }
            let result = check(member.value, key.shape, here)
            if checked[member.key] == nil { checked[member.key] = result }
        }
        // What lies behind a syntax mistake may be there and only not readable.
        for key in object.keys where key.isRequired && !accounted.contains(key.name) && !value.isDamaged {
            let place = source.place(of: value.offset, path.key(key.name))
            add(.missingKey, place, found: "", expected: "\(ShownText.quoted(key.name)): \(key.shape.words)")
        }
        return checked
    }

    /// Says that nobody knows a key; the key that was probably meant.
    private mutating func unknown(
        _ member: SourceMember, in object: ConfigObject, _ place: ConfigPlace
    ) -> String? {
        guard mistakes.count <= Self.mostMistakes else { return nil }
        let names = object.keys.map(\.name)
        let other = object.keys.first { key in
            key.otherNames.contains { $0.lowercased() == member.key.lowercased() }
        }
        let nearest = other?.name ?? NearestWord.find(member.key, in: names)
        add(
            .unknownKey, place, found: "the unknown key \(ShownText.quoted(member.key))",
            expected: nearest == nil ? "one of \(names.joined(separator: ", "))" : "a key that is known here",
            nearest: nearest.map { "\"\($0)\"" })
        if case .string(let text) = member.value.kind { warnOfSecret(text, key: member.key, place) }
        return nearest
    }

    /// Headers in the order of the file. HTTP knows no case in their names, so neither do their repetitions.
    mutating func headers(_ members: [SourceMember], _ shape: ConfigShape, _ path: KeyPath) -> CheckedValue.Kind {
        var headers: [(name: String, value: CheckedValue)] = []
        var seen: [String: String] = [:]
        for member in members {
            let here = path.key(member.key)
            let place = source.place(of: member.keyOffset, here)
            if !Self.isHeaderName(member.key) {
                add(
                    .wrongValue, place, found: ShownText.quoted(member.key),
                    expected: "the name of a header: letters, digits and !#$%&'*+-.^_`|~")
            }
            if let first = seen.updateValue(member.key, forKey: member.key.lowercased()), first != member.key {
                add(
                    .duplicateKey, place, found: "\(ShownText.quoted(member.key)) again",
                    expected: "each header once; it is already written as \(ShownText.quoted(first))")
            }
            headers.append((member.key, header(member, shape, here)))
        }
        return .headers(headers)
    }

    private mutating func header(_ member: SourceMember, _ shape: ConfigShape, _ path: KeyPath) -> CheckedValue {
        guard case .string(let text) = member.value.kind else { return check(member.value, shape, path) }
        let place = source.place(of: member.value.offset, path)
        warnOfSecret(text, key: member.key, place)
        let kind = string(text, member.value, .text(0...8_192), path, place, isSecret: true)
        if case .text = kind, let variable = EnvironmentText.lastVariable(of: text) {
            return CheckedValue(kind: .variable(name: variable.name, prefix: variable.prefix), place: place)
        }
        return CheckedValue(kind: kind, place: place)
    }

    /// RFC 9110 section 5.6.2: a token.
    private static func isHeaderName(_ name: String) -> Bool {
        let signs = Array("!#$%&'*+-.^_`|~".utf8)
        return !name.isEmpty && name.utf8.count <= 256
            && name.utf8.allSatisfy {
                signs.contains($0) || ($0 < 0x80 && $0 != UInt8(ascii: "$") && CharacterKind.isIdentifierByte($0))
            }
    }
}
