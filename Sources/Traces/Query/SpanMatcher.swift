/// A filter made ready for the store: words are looked up once per name, so that a span costs a few comparisons.
struct SpanMatcher: Sendable {
    private let filter: TraceFilter
    /// For each term over names, which symbols meet it: 0 not yet known, 1 no, 2 yes.
    private var known: [[UInt8]]
    private let lowered: [String]

    init(_ filter: TraceFilter) {
        self.filter = filter
        known = Array(repeating: [], count: filter.terms.count)
        lowered = filter.terms.map { term in
            switch term.condition {
            case .service(let word), .name(let word), .saga(let word), .text(let word): word.lowercased()
            default: ""
            }
        }
    }

    /// Everything matches.
    var isEmpty: Bool { filter.isEmpty }

    /// The span meets every term that can be decided from its row.
    mutating func matches(_ row: SpanRow, of trace: TraceSummary, names: SymbolNames) -> Bool {
        for (number, term) in filter.terms.enumerated() {
            let isMet: Bool
            switch term.condition {
            case .service: isMet = contains(number, row.service, names)
            case .name: isMet = contains(number, row.name, names)
            case .status(let status): isMet = row.status == status
            case .kind(let kind): isMet = row.kind == kind
            case .duration(let comparison, let bound):
                isMet = !row.isRunning && comparison.holds(row.duration, bound)
            case .trace(let prefix): isMet = trace.id.description.hasPrefix(prefix)
            case .saga: isMet = trace.saga != 0 && contains(number, trace.saga, names)
            case .text(let word):
                isMet =
                    contains(number, row.name, names) || contains(number, row.service, names)
                    || trace.saga != 0 && contains(number, trace.saga, names)
                    || trace.id.description.hasPrefix(word.lowercased())
            case .attribute: continue
            }
            if isMet == term.isNegated { return false }
        }
        return true
    }

    private mutating func contains(_ term: Int, _ symbol: UInt32, _ names: SymbolNames) -> Bool {
        let place = Int(symbol)
        if place >= known[term].count {
            known[term].append(contentsOf: repeatElement(0, count: place + 1 - known[term].count))
        }
        if known[term][place] == 0 {
            known[term][place] = names[symbol].lowercased().contains(lowered[term]) ? 2 : 1
        }
        return known[term][place] == 2
    }
}

extension TraceFilter.Comparison {
    /// The comparison holds between two values.
    func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
        switch self {
        case .equal: left == right
        case .notEqual: left != right
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        }
    }
}
