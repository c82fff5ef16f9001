import TerminalUI
import Traces

extension State {
    mutating func performOnTraceList(_ command: Command) -> [Effect]? {
        switch command {
        case .open: return selectedTrace.map { openTrace($0.id) } ?? sayNoTrace()
        case .filter:
            traces.list.beginTyping()
            return openPrompt(.filterTraces, text: traces.list.query.filter.source)
        case .back where !traces.list.query.filter.isEmpty:
            return cleared(traces.list.query.filter.source, filterTraces(by: TraceFilter.everything))
        case .sort:
            var query = traces.list.query
            query.sort = query.sort.next
            return traces.list.ask(query)
        case .left:
            traces.list.scroll = max(0, traces.list.scroll - 8)
            return []
        case .right:
            traces.list.scroll = min(traces.list.scroll + 8, 120)
            return []
        case .export: return selectedTrace.map { [.exportTrace($0.id)] } ?? sayNoTrace()
        default: return nil
        }
    }

    private mutating func sayNoTrace() -> [Effect] {
        say("there is no trace in this list", .refusal)
        return []
    }

    /// The trace that the list's cursor is on, as the list has it now.
    var selectedTrace: TraceRow? {
        let list = observation.traces.list
        let row = traces.list.cursor.row
        return list.indices.contains(row) ? list[row] : nil
    }

    /// Filters the list, in the order that it has.
    mutating func filterTraces(by filter: TraceFilter) -> [Effect] {
        traces.list.ask(TraceQuery(filter: filter, sort: traces.list.query.sort))
    }

    /// Filters the list by a text that nobody typed.
    mutating func filterTraces(by text: String) -> [Effect] {
        do throws(TraceFilterError) {
            return filterTraces(by: try TraceFilter(parsing: text))
        } catch {
            say("\(text) cannot be read as a filter: \(error.message)", .failure)
            return []
        }
    }
}

extension TraceSort {
    /// The order after this one.
    var next: TraceSort {
        let all = TraceSort.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }
}
