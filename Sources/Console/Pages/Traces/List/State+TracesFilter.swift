import TerminalUI
import Traces

extension State {
    /// Filters as one types; what cannot be read is pointed at and leaves the list as it is.
    mutating func typeTracesFilter(_ text: String) -> [Effect] {
        guard let filter = readTracesFilter(text) else { return [] }
        // The beginning of a key is not looked for as a text until Enter says that it is one.
        guard let begun = begunKey(in: text) else { return filterTraces(by: filter) }
        return (try? TraceFilter(parsing: String(text.dropLast(begun)))).map { filterTraces(by: $0) } ?? []
    }

    /// Characters at the end of a text that begin the name of a key.
    private func begunKey(in text: String) -> Int? {
        guard let last = text.split(separator: " ", omittingEmptySubsequences: false).last, !last.isEmpty,
            !last.contains(":"), !observation.traces.list.completions(for: text, limit: 1).isEmpty
        else { return nil }
        return last.count
    }

    mutating func submitTracesFilter(_ text: String) -> [Effect]? {
        guard let filter = readTracesFilter(text) else { return nil }
        traces.list.queryBeforeTyping = nil
        return filterTraces(by: filter)
    }

    mutating func cancelTracesFilter() -> [Effect] {
        traces.list.cancelTyping()
    }

    /// The filter that a text says; `nil` (and a complaint at its place) where it says none.
    private mutating func readTracesFilter(_ text: String) -> TraceFilter? {
        do throws(TraceFilterError) {
            return try TraceFilter(parsing: text)
        } catch {
            complain(error.message, at: error.columns.lowerBound)
            return nil
        }
    }

    /// What the last word could become: keys, and names that were seen.
    func tracesFilterCompletions(_ typed: String) -> (completions: [LineEditor.Completion], start: Int) {
        let found = observation.traces.list.completions(for: typed)
        let word = typed.split(separator: " ", omittingEmptySubsequences: false).last.map(String.init) ?? ""
        let completions = found.filter { $0.text != word }.map {
            LineEditor.Completion($0.text, summary: Self.summary(of: $0.text))
        }
        return (completions, found.first?.columns.lowerBound ?? typed.count)
    }

    private static func summary(of completion: String) -> String {
        switch completion.drop(while: { $0 == "-" }) {
        case "service:": "part of a service's name"
        case "name:": "part of a span's name"
        case "status:": "unset, ok or error"
        case "kind:": "server, client, producer, consumer or internal"
        case "duration>": "longer than, such as duration>500ms"
        case "trace:": "the beginning of a trace's id"
        case "saga:": "part of a saga's id"
        case "attr.": "an attribute's value, such as attr.order.id=42"
        default: ""
        }
    }
}
