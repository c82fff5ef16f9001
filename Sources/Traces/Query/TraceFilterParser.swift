extension TraceFilter {
    /// Reads a filter as a person types it: terms separated by blanks, all of which must hold.
    ///
    /// `service:` `name:` `saga:` contain a text; `status:` is `unset`, `ok` or `error`; `kind:` a span kind;
    /// `trace:` the beginning of an id; `duration` is compared with `<` `<=` `>` `>=` `=` `:` and needs a unit (`ns`,
    /// `us`, `ms`, `s`, `m`, `h`); `attr.KEY` is compared with `=`, `!=`, `<`, `<=`, `>`, `>=` or `:`. Any other word is
    /// looked for everywhere. `"…"` keeps blanks together, `-` before a term turns it round. Case does not matter.
    public init(parsing source: String) throws(TraceFilterError) {
        var scanner = FilterScanner(source)
        var terms: [Term] = []
        while let word = try scanner.next() { terms.append(try word.term()) }
        self.init(terms: terms, source: source)
    }

    /// The fields that a filter may name, without attributes.
    static let fields = ["service", "name", "status", "kind", "duration", "trace", "saga"]
}

/// Cuts a filter into words: a field, an operator and a value, each with its columns.
struct FilterScanner {
    private let characters: [Character]
    private var place = 0

    init(_ source: String) { characters = Array(source) }

    /// The next word; `nil` at the end.
    mutating func next() throws(TraceFilterError) -> FilterWord? {
        while place < characters.count, characters[place].isWhitespace { place += 1 }
        guard place < characters.count else { return nil }
        let start = place
        let isNegated = characters[place] == "-" && place + 1 < characters.count && !characters[place + 1].isWhitespace
        if isNegated { place += 1 }
        let fieldStart = place
        while place < characters.count, FilterScanner.isFieldCharacter(characters[place]) { place += 1 }
        let field = String(characters[fieldStart..<place])
        let operation = scanOperation()
        guard !field.isEmpty, let operation else {
            place = fieldStart
            let (text, columns) = try scanValue()
            return FilterWord(
                field: nil, operation: ":", value: text, isNegated: isNegated, columns: start..<place,
                valueColumns: columns)
        }
        let (value, columns) = try scanValue()
        return FilterWord(
            field: field, fieldColumns: fieldStart..<(fieldStart + field.count), operation: operation, value: value,
            isNegated: isNegated, columns: start..<place, valueColumns: columns)
    }

    /// May stand in the name of a field, and so in an attribute's key that is asked for.
    static func isFieldCharacter(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "." || character == "_" || character == "-"
            || character == "/"
    }

    private mutating func scanOperation() -> String? {
        for operation in ["!=", "<=", ">=", ":", "=", "<", ">"] where matches(operation) {
            place += operation.count
            return operation
        }
        return nil
    }

    private func matches(_ operation: String) -> Bool {
        characters[place...].starts(with: Array(operation))
    }

    private mutating func scanValue() throws(TraceFilterError) -> (String, Range<Int>) {
        let start = place
        guard place < characters.count, characters[place] == "\"" else {
            while place < characters.count, !characters[place].isWhitespace { place += 1 }
            return (String(characters[start..<place]), start..<place)
        }
        var text = ""
        place += 1
        while place < characters.count, characters[place] != "\"" {
            if characters[place] == "\\", place + 1 < characters.count { place += 1 }
            text.append(characters[place])
            place += 1
        }
        guard place < characters.count else {
            throw TraceFilterError(columns: start..<place, message: "a closing quotation mark is missing")
        }
        place += 1
        return (text, start..<place)
    }
}

/// One word of a filter before its meaning is known.
struct FilterWord {
    var field: String?
    var fieldColumns = 0..<0
    var operation: String
    var value: String
    var isNegated: Bool
    var columns: Range<Int>
    var valueColumns: Range<Int>

    /// What the word asks for.
    func term() throws(TraceFilterError) -> TraceFilter.Term {
        guard let field else { return TraceFilter.Term(condition: .text(value), isNegated: isNegated) }
        if field.lowercased().hasPrefix("attr.") {
            return try attribute(String(field.dropFirst(5)))
        }
        guard !value.isEmpty else {
            throw TraceFilterError(columns: columns, message: "\(field)\(operation) needs a value")
        }
        switch field.lowercased() {
        case "service": return try plain(.service(value))
        case "name": return try plain(.name(value))
        case "saga": return try plain(.saga(value))
        case "status": return try plain(.status(try status()))
        case "kind": return try plain(.kind(try kind()))
        case "trace": return try plain(.trace(try tracePrefix()))
        case "duration":
            return TraceFilter.Term(
                condition: .duration(comparison, nanoseconds: try nanoseconds()), isNegated: isNegated)
        default: throw unknownField(field)
        }
    }

    private var comparison: TraceFilter.Comparison { TraceFilter.Comparison(rawValue: operation) ?? .equal }

    private func plain(_ condition: TraceFilter.Term.Condition) throws(TraceFilterError) -> TraceFilter.Term {
        switch operation {
        case ":", "=": return TraceFilter.Term(condition: condition, isNegated: isNegated)
        case "!=": return TraceFilter.Term(condition: condition, isNegated: !isNegated)
        default:
            throw TraceFilterError(
                columns: fieldColumns.upperBound..<valueColumns.lowerBound,
                message: "\(field ?? "") takes : or =, not \(operation)")
        }
    }

    private func attribute(_ key: String) throws(TraceFilterError) -> TraceFilter.Term {
        guard !key.isEmpty else {
            throw TraceFilterError(columns: fieldColumns, message: "attr. needs a key, such as attr.order.id=42")
        }
        return TraceFilter.Term(
            condition: .attribute(key: key, comparison, value: value), isNegated: isNegated)
    }

    private func status() throws(TraceFilterError) -> SpanStatus {
        if let status = SpanStatus.allCases.first(where: { $0.name == value.lowercased() }) { return status }
        throw TraceFilterError(columns: valueColumns, message: "status is unset, ok or error, not \(value)")
    }

    private func kind() throws(TraceFilterError) -> SpanKind {
        if let kind = SpanKind.allCases.first(where: { $0.name == value.lowercased() }) { return kind }
        let names = SpanKind.allCases.map(\.name).joined(separator: ", ")
        throw TraceFilterError(columns: valueColumns, message: "kind is one of \(names), not \(value)")
    }

    private func tracePrefix() throws(TraceFilterError) -> String {
        let lowered = value.lowercased()
        if lowered.utf8.count <= 32, lowered.utf8.allSatisfy({ hexDigits.contains($0) }) { return lowered }
        throw TraceFilterError(
            columns: valueColumns, message: "a trace id has up to 32 hexadecimal digits, \(value) is none")
    }

    private var hexDigits: [UInt8] { Array("0123456789abcdef".utf8) }

    private func nanoseconds() throws(TraceFilterError) -> UInt64 {
        let digits = value.prefix { $0.isNumber || $0 == "." }
        let units: [String: Double] = [
            "ns": 1, "us": 1e3, "µs": 1e3, "μs": 1e3, "ms": 1e6, "s": 1e9, "m": 60e9, "min": 60e9, "h": 3600e9,
        ]
        guard let number = Double(String(digits)), let unit = units[value.dropFirst(digits.count).lowercased()],
            let nanoseconds = UInt64(exactly: (number * unit).rounded())
        else {
            throw TraceFilterError(
                columns: valueColumns, message: "a duration is a number with ns, us, ms, s, m or h, such as 500ms")
        }
        return nanoseconds
    }

    private func unknownField(_ field: String) -> TraceFilterError {
        let known = (TraceFilter.fields + ["attr.KEY"]).joined(separator: ", ")
        return TraceFilterError(
            columns: fieldColumns,
            message: "there is no field \(field); fields are \(known); put \"…\" around a text with \(operation) in it")
    }
}
