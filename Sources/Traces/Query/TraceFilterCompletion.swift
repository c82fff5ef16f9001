/// What could stand in place of the word that is being typed.
public struct TraceFilterCompletion: Sendable, Equatable {
    /// The word that it replaces, as characters of the filter, counted from 0.
    public let columns: Range<Int>
    /// What to put there.
    public let text: String
}

extension TraceList {
    /// Candidates for the last word of a filter, from the fields there are and the names that were seen, by name.
    /// - Complexity: O(names seen).
    public func completions(for source: String, limit: Int = 20) -> [TraceFilterCompletion] {
        let characters = Array(source)
        let start = (characters.lastIndex { $0.isWhitespace } ?? -1) + 1
        let word = String(characters[start...])
        let body = word.hasPrefix("-") ? String(word.dropFirst()) : word
        let sign = word.hasPrefix("-") ? "-" : ""
        let candidates: [String]
        if body.lowercased().hasPrefix("attr."), !body.contains(where: { "=!<>".contains($0) }) {
            candidates = attributes(beginning: String(body.dropFirst(5)))
        } else if let colon = body.firstIndex(of: ":") {
            let field = body[..<colon].lowercased()
            let typed = body[body.index(after: colon)...].lowercased()
            candidates = values(of: field).filter { $0.lowercased().contains(typed) }.sorted {
                (!$0.lowercased().hasPrefix(typed) ? 1 : 0, $0) < (!$1.lowercased().hasPrefix(typed) ? 1 : 0, $1)
            }.map { "\(field):\(quoted($0))" }
        } else {
            let fields = TraceFilter.fields.map { $0 == "duration" ? "duration>" : "\($0):" } + ["attr."]
            candidates = fields.filter { $0.hasPrefix(body.lowercased()) }
        }
        return candidates.prefix(limit).map {
            TraceFilterCompletion(columns: start..<characters.count, text: sign + $0)
        }
    }

    /// Conditions on attributes whose keys were met, those first that begin as typed.
    private func attributes(beginning typed: String) -> [String] {
        let typed = typed.lowercased()
        let found = attributeKeys.filter { key in
            // A key with other characters cannot be asked for.
            key.lowercased().contains(typed) && key.allSatisfy(FilterScanner.isFieldCharacter)
        }
        let sorted = found.sorted {
            (!$0.lowercased().hasPrefix(typed) ? 1 : 0, $0) < (!$1.lowercased().hasPrefix(typed) ? 1 : 0, $1)
        }
        return (typed.isEmpty ? ["attr."] : []) + sorted.map { "attr.\($0)=" }
    }

    private func values(of field: String) -> [String] {
        switch field {
        case "service": names.all(.service)
        case "name": names.all(.span)
        case "saga": names.all(.saga)
        case "status": SpanStatus.allCases.map(\.name)
        case "kind": SpanKind.allCases.map(\.name)
        case "trace": (0..<Swift.min(count, 200)).map { self[$0].id.description }
        default: []
        }
    }

    private func quoted(_ value: String) -> String {
        guard value.contains(where: { $0.isWhitespace || $0 == "\"" }) else { return value }
        return "\"" + value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
