/// The part of a filter that only the lines themselves can answer. Spans that meet the other terms are looked up in
/// their files a few at a time, the newest traces first, and each span once.
struct AttributeSearch: Sendable {
    private let terms: [TraceFilter.Term]
    /// Traces whose spans wait, the next one last.
    private var waiting: [UInt32] = []
    /// A bit for each row: it was looked up; it matches.
    private var checked = RowBits()
    private var matched = RowBits()

    init(_ filter: TraceFilter) {
        terms = filter.terms.filter { if case .attribute = $0.condition { true } else { false } }
    }

    /// The filter asks for attributes.
    var isNeeded: Bool { !terms.isEmpty }
    /// Spans are still to be looked up.
    var isWaiting: Bool { !waiting.isEmpty }

    func matches(_ row: Int) -> Bool { matched[row] }

    /// A trace has spans that may have to be looked up; it comes next.
    mutating func enqueue(_ trace: UInt32) { waiting.append(trace) }

    mutating func enqueue(newestLast traces: [UInt32]) { waiting = traces }

    /// Looks up spans of the next trace, at most a number of lines; the trace waits on if it has more.
    /// - Returns: the trace, once all of its spans are looked up.
    mutating func lookUp(
        _ store: SpanStore, limit: inout Int, isCandidate: (SpanRow) -> Bool,
        detail: (SpanRow) -> SpanDetail?
    ) -> UInt32? {
        guard let trace = waiting.last else { return nil }
        var isDone = true
        var budget = limit
        store.forEachSpan(of: Int(trace)) { place, row in
            guard !checked[place], isCandidate(row) else { return }
            guard budget > 0 else {
                isDone = false
                return
            }
            budget -= 1
            checked[place] = true
            if let detail = detail(row), meetsAll(detail) { matched[place] = true }
        }
        limit = budget
        if isDone { waiting.removeLast() }
        return isDone ? trace : nil
    }

    private func meetsAll(_ detail: SpanDetail) -> Bool {
        terms.allSatisfy { term in
            guard case .attribute(let key, let comparison, let wanted) = term.condition else { return true }
            let value = detail.attributes[key] ?? detail.resource.attributes[key]
            return (value.map { $0.compares(comparison, wanted) } ?? false) != term.isNegated
        }
    }
}

/// A bit for each row of the store.
private struct RowBits: Sendable {
    private var words: [UInt64] = []

    subscript(row: Int) -> Bool {
        get { row >> 6 < words.count && words[row >> 6] >> UInt64(row & 63) & 1 == 1 }
        set {
            if row >> 6 >= words.count {
                words.append(contentsOf: repeatElement(0, count: (row >> 6) + 1 - words.count))
            }
            let bit: UInt64 = 1 << UInt64(row & 63)
            if newValue { words[row >> 6] |= bit } else { words[row >> 6] &= ~bit }
        }
    }
}

extension AttributeValue {
    /// The value compares so with what a person typed: as numbers if both are, else as texts.
    func compares(_ comparison: TraceFilter.Comparison, _ wanted: String) -> Bool {
        switch self {
        case .string(let text), .unreadable(let text):
            if comparison != .equal, comparison != .notEqual, let left = Double(text), let right = Double(wanted) {
                return comparison.holds(left, right)
            }
            return comparison.holds(text, wanted)
        case .int(let int):
            if let right = Int64(wanted) { return comparison.holds(int, right) }
            return Double(wanted).map { comparison.holds(Double(int), $0) } ?? (comparison == .notEqual)
        case .double(let double):
            return Double(wanted).map { comparison.holds(double, $0) } ?? (comparison == .notEqual)
        case .bool(let bool): return comparison.holds(bool ? "true" : "false", wanted.lowercased())
        case .array(let values): return values.contains { $0.compares(comparison, wanted) }
        case .bytes, .map, .empty, .tooDeep: return comparison == .notEqual
        }
    }
}
