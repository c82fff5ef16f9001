import Operations

/// Words that must all be true: `service:orders stream:order-7 type:OrderPlaced saga:order-7f3a`, or text that stands
/// anywhere in an event; with `-` before it, must not be.
struct EventFilter: Sendable {
    private struct Word: Sendable {
        var key: String
        var text: String
        var isNegated: Bool
    }
    private let words: [Word]
    private static let keys: Set<String> = ["service", "stream", "type", "saga", "group", "name"]

    init(_ text: String) {
        words = text.lowercased().split(separator: " ").compactMap { part in
            let isNegated = part.hasPrefix("-") && part.count > 1
            let word = isNegated ? part.dropFirst() : part
            guard word != "-" else { return nil }
            if let colon = word.firstIndex(of: ":"), Self.keys.contains(String(word[..<colon])) {
                let text = String(word[word.index(after: colon)...])
                return text.isEmpty ? nil : Word(key: String(word[..<colon]), text: text, isNegated: isNegated)
            }
            return Word(key: "", text: String(word), isNegated: isNegated)
        }
    }

    var isEmpty: Bool { words.isEmpty }

    func matches(_ row: EventsRow) -> Bool {
        words.allSatisfy { holds($0, row) != $0.isNegated }
    }

    private func holds(_ word: Word, _ row: EventsRow) -> Bool {
        switch word.key {
        case "service": return row.source.service.lowercased().contains(word.text)
        case "stream": return row.event?.stream.lowercased().contains(word.text) ?? false
        case "type": return row.event?.type.lowercased().contains(word.text) ?? false
        // A saga's events carry its id as stream, as correlation, or in what they say.
        case "saga":
            guard let event = row.event else { return false }
            return [event.stream, event.correlation ?? "", event.causation ?? ""].contains {
                $0.lowercased().contains(word.text)
            } || event.data.contains(word.text)
        case "group", "name": return name(row).lowercased().contains(word.text)
        default: return text(row).contains { $0.lowercased().contains(word.text) } || inData(word.text, row)
        }
    }

    private func name(_ row: EventsRow) -> String {
        switch row {
        case .event: ""
        case .projection(let projection, _): projection.name
        case .letter(let letter, _): letter.group
        }
    }

    private func text(_ row: EventsRow) -> [String] {
        var texts = [row.source.service, name(row)]
        if let event = row.event {
            texts += [event.stream, event.type, event.id, event.correlation ?? "", event.actor ?? ""]
        }
        switch row {
        case .projection(let projection, _):
            texts += [projection.state.rawValue, projection.reason ?? "", projection.trouble ?? ""]
        case .letter(let letter, _): texts += [letter.reason, letter.id]
        case .event: break
        }
        return texts
    }

    private func inData(_ text: String, _ row: EventsRow) -> Bool { row.event?.data.contains(text) ?? false }
}

extension JSONValue {
    /// Whether a text stands in it, in names or values; looked for in lower case.
    func contains(_ text: String) -> Bool {
        switch self {
        case .null: false
        case .bool(let value): "\(value)" == text
        case .integer(let value): "\(value)".contains(text)
        case .number(let value): "\(value)".contains(text)
        case .string(let value): value.lowercased().contains(text)
        case .array(let values): values.contains { $0.contains(text) }
        case .object(let members): members.contains { $0.key.lowercased().contains(text) || $0.value.contains(text) }
        }
    }
}
