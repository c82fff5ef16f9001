import Operations

extension CommandReport {
    /// What came of it, in the service's own words.
    var sentence: String {
        if let failure { return failure.detail }
        return result?.line ?? ""
    }
}

extension Difference {
    /// `state: OPEN → CLOSED`; `state: now CLOSED` where what it was is not known.
    var line: String {
        guard let expected else { return "\(subject): now \(actual ?? "-")" }
        return "\(subject): \(expected) → \(actual ?? "-")"
    }

    /// What is different, a line each. A revision says nothing to a person: it stands only where nothing else is known.
    static func lines(_ all: [Difference]) -> [String] {
        let telling = all.filter { $0.subject != "revision" }
        return (telling.isEmpty ? all : telling).map(\.line)
    }
}

extension JSONValue {
    /// On one line, for people: a text as it is, else JSON.
    var line: String {
        if let text { return text }
        guard let data = try? OperationsJSON.data(self) else { return "" }
        return String(decoding: data, as: UTF8.self)
    }
}
