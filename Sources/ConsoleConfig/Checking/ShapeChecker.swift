/// Holds the values of a file against their shapes, and makes a mistake of everything that does not fit.
struct ShapeChecker {
    /// Mistakes after which no more are said: nobody reads them, and a hostile file could have millions.
    static let mostMistakes = 1_000

    let source: SourceText
    let environment: [String: String]
    let files: FileChecker
    var mistakes: [ConfigMistake] = []
    var warnings: [ConfigWarning] = []

    init(source: SourceText, environment: [String: String], files: FileChecker) {
        self.source = source
        self.environment = environment
        self.files = files
    }

    /// `value` as `shape` wants it.
    mutating func check(_ value: SourceValue, _ shape: ConfigShape, _ path: KeyPath) -> CheckedValue {
        let place = source.place(of: value.offset, path)
        return CheckedValue(kind: kind(value, shape, path, place), place: place)
    }

    private mutating func kind(
        _ value: SourceValue, _ shape: ConfigShape, _ path: KeyPath, _ place: ConfigPlace
    ) -> CheckedValue.Kind {
        if case .broken = value.kind { return .unfit }
        // A text with a syntax mistake in it has said what it has to say.
        if case .string = value.kind, value.isDamaged { return .unfit }
        if case .either(let shapes) = shape, let fitting = shapes.first(where: { $0.takes(value.kind) }) {
            return kind(value, fitting, path, place)
        }
        guard shape.takes(value.kind) else { return wrongType(value, shape, place) }
        switch (shape, value.kind) {
        case (.boolean, .boolean(let flag)): return .boolean(flag)
        case (.integer(let range), .number(let number)): return integer(number, range, place)
        case (_, .string(let text)): return string(text, value, shape, path, place)
        case (.list(let item, let counts), .array(let values)): return list(values, item, counts, path, place)
        case (.object(let object), .object(let members)):
            return .object(self.members(members, of: value, object, path))
        case (.headers(let shape), .object(let members)): return headers(members, shape, path)
        default: return .unfit
        }
    }

    private mutating func wrongType(
        _ value: SourceValue, _ shape: ConfigShape, _ place: ConfigPlace
    ) -> CheckedValue.Kind {
        var nearest: String?
        switch (shape, value.kind) {
        case (.duration, .number(let number)) where number > 0 && number < 1e6:
            nearest = "\"\(Self.shown(number))s\""
        case (.size, .number(let number)) where number > 0 && number < 1e15 && number == number.rounded():
            nearest = "\"\(SizeText.format(Int(number)))\""
        case (.boolean, .string(let text)) where text == "true" || text == "false": nearest = text
        case (.integer, .string(let text)) where Int(text) != nil: nearest = text
        default: break
        }
        add(.wrongType, place, found: Self.shown(value.kind), expected: shape.words, nearest: nearest)
        return .unfit
    }

    private mutating func integer(
        _ number: Double, _ range: ClosedRange<Int>, _ place: ConfigPlace
    ) -> CheckedValue.Kind {
        if let whole = Int(exactly: number), range.contains(whole) { return .integer(whole) }
        let code: ConfigMistake.Code = number == number.rounded() ? .outOfRange : .wrongValue
        add(code, place, found: Self.shown(number), expected: ConfigShape.integer(range).words)
        return .unfit
    }

    private mutating func list(
        _ values: [SourceValue], _ shape: ConfigShape, _ counts: ClosedRange<Int>, _ path: KeyPath,
        _ place: ConfigPlace
    ) -> CheckedValue.Kind {
        let items = values.enumerated().map { check($1, shape, path.item($0)) }
        if !counts.contains(items.count) {
            let expected = items.isEmpty ? "at least one item" : "at most \(counts.upperBound)"
            add(.outOfRange, place, found: items.isEmpty ? "an empty list" : "\(items.count) items", expected: expected)
        }
        return .list(items)
    }

    /// Adds a mistake at `place`.
    mutating func add(
        _ code: ConfigMistake.Code, _ place: ConfigPlace, found: String, expected: String, nearest: String? = nil
    ) {
        guard mistakes.count <= Self.mostMistakes else { return }
        let isLast = mistakes.count == Self.mostMistakes
        mistakes.append(
            isLast
                ? ConfigMistake(
                    code: code, place: place, found: "\(Self.mostMistakes) mistakes",
                    expected: "fewer; what follows them is not said")
                : ConfigMistake(code: code, place: place, found: found, expected: expected, nearest: nearest))
    }

    /// Adds a warning at `place`.
    mutating func warn(_ code: ConfigWarning.Code, _ place: ConfigPlace, _ sentence: String) {
        warnings.append(ConfigWarning(code: code, place: place, sentence: sentence))
    }

    static func shown(_ kind: SourceValue.Kind) -> String {
        switch kind {
        case .null: "null"
        case .boolean(let flag): "\(flag)"
        case .number(let number): shown(number)
        case .string(let text): ShownText.quoted(EndpointAddress.withoutUser(text))
        case .array(let items): items.isEmpty ? "an empty list" : "a list"
        case .object: "an object"
        case .broken: "something unreadable"
        }
    }

    private static func shown(_ number: Double) -> String {
        if let whole = Int(exactly: number) { return "\(whole)" }
        return number == .infinity
            ? "Infinity" : number == -.infinity ? "-Infinity" : number.isNaN ? "NaN" : "\(number)"
    }
}
