import Operations

extension CommandReport {
    /// What came of it, in the service's own words.
    var sentence: String {
        if let failure { return failure.detail }
        return result?.line ?? ""
    }
}

extension Difference {
    /// `state: OPEN → CLOSED`.
    var line: String { "\(subject): \(expected ?? "-") → \(actual ?? "-")" }
}

extension JSONValue {
    /// On one line, for people: a text as it is, else JSON.
    var line: String {
        if let text { return text }
        guard let data = try? OperationsJSON.data(self) else { return "" }
        return String(decoding: data, as: UTF8.self)
    }
}
