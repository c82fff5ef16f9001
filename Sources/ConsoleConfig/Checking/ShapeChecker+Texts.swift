extension ShapeChecker {
    /// A text as `shape` wants it, its variables replaced. What a secret contains is never repeated in a mistake.
    mutating func string(
        _ text: String, _ value: SourceValue, _ shape: ConfigShape, _ path: KeyPath, _ place: ConfigPlace,
        isSecret: Bool = false
    ) -> CheckedValue.Kind {
        guard let (full, replaced) = expanded(text, place) else { return .unfit }
        if !isSecret && !replaced { warnOfSecret(text, key: nil, place) }
        let origin = replaced ? " from \(ShownText.quoted(text))" : ""
        let shown = isSecret ? "a value" : ShownText.quoted(EndpointAddress.withoutUser(full)) + origin
        switch shape {
        case .text(let range): return line(full, range, shown, place)
        case .word(let words): return word(full, words, shown, place)
        case .duration(let range):
            return quantity(
                DurationText.parse(full), range, shown, shape, place,
                nearest: DurationText.nearest(to: full)
            ).map { .duration($0) } ?? .unfit
        case .size(let range):
            return quantity(
                SizeText.parse(full), range, shown, shape, place, nearest: SizeText.nearest(to: full)
            ).map { .size($0) } ?? .unfit
        case .address(let schemes): return address(full, schemes, shown, place)
        case .file(let role): return file(full, role, shown, place)
        case .boolean:
            if let flag = Bool(full) { return .boolean(flag) }
        case .integer(let range):
            if let number = Int(full), range.contains(number) { return .integer(number) }
        case .list, .object, .headers, .either: break
        }
        add(.wrongValue, place, found: shown, expected: shape.words)
        return .unfit
    }

    private mutating func expanded(_ text: String, _ place: ConfigPlace) -> (text: String, replaced: Bool)? {
        do {
            return try EnvironmentText.expand(text, environment)
        } catch {
            switch error {
            case .unset(let name, let near):
                let shown = ShownText.plain(name)
                add(
                    .unsetVariable, place, found: "${\(shown)}",
                    expected: "the environment variable \(shown) to be set, or a default as in ${\(shown):-…}",
                    nearest: near.map { "${\(ShownText.plain($0))}" })
            case .malformed(let part):
                add(
                    .wrongValue, place, found: ShownText.quoted(part),
                    expected: "${NAME} or ${NAME:-default}; $${ stands for a plain ${")
            }
            return nil
        }
    }

    private mutating func line(
        _ text: String, _ range: ClosedRange<Int>, _ shown: String, _ place: ConfigPlace
    ) -> CheckedValue.Kind {
        let isLine = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
        if isLine && range.contains(text.count) { return .text(text) }
        let expected = isLine ? ConfigShape.text(range).words : "a text in one line, without control characters"
        add(isLine ? .outOfRange : .wrongValue, place, found: shown, expected: expected)
        return .unfit
    }

    private mutating func word(
        _ text: String, _ words: [ConfigWord], _ shown: String, _ place: ConfigPlace
    ) -> CheckedValue.Kind {
        if words.contains(where: { $0.word == text }) { return .text(text) }
        let nearest = NearestWord.find(text, in: words.map(\.word)).map { "\"\($0)\"" }
        add(.wrongValue, place, found: shown, expected: ConfigShape.word(words).words, nearest: nearest)
        return .unfit
    }

    private mutating func quantity<Value: Comparable>(
        _ value: Value?, _ range: ClosedRange<Value>, _ shown: String, _ shape: ConfigShape, _ place: ConfigPlace,
        nearest: String?
    ) -> Value? {
        if let value, range.contains(value) { return value }
        add(
            value == nil ? .wrongValue : .outOfRange, place, found: shown, expected: shape.words,
            nearest: value == nil ? nearest.map { "\"\($0)\"" } : nil)
        return nil
    }

    private mutating func address(
        _ text: String, _ schemes: [EndpointAddress.Scheme], _ shown: String, _ place: ConfigPlace
    ) -> CheckedValue.Kind {
        do {
            return .address(try EndpointAddress(text, schemes: schemes))
        } catch {
            add(.wrongValue, place, found: shown, expected: error.expected, nearest: error.nearest)
            return .unfit
        }
    }

    private mutating func file(
        _ text: String, _ role: FileRole, _ shown: String, _ place: ConfigPlace
    ) -> CheckedValue.Kind {
        guard !text.isEmpty, text.utf8.count <= 4_096, !text.unicodeScalars.contains("\0") else {
            add(.wrongValue, place, found: shown, expected: "the path of a file")
            return .unfit
        }
        guard let path = files.resolved(text, environment) else {
            add(.unsetVariable, place, found: shown, expected: "the environment variable HOME to be set for \"~\"")
            return .unfit
        }
        switch files.verdict(on: path, role) {
        case .fine: return .path(path)
        case .useless(let found, let expected):
            add(.missingFile, place, found: "\(shown), \(found)", expected: expected)
            return .unfit
        case .doubtful(let code, let sentence):
            warn(code, place, "\(shown) \(sentence)")
            return .path(path)
        }
    }
}
