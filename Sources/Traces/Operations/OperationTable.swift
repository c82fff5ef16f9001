/// Calls and durations of each operation, over everything that was read.
struct OperationTable: Sendable {
    /// Operations that are told apart; calls of further ones are counted together under ``otherName``.
    static let limit = 2000
    /// The name of what is beyond the limit; its service is empty.
    static let otherName = "(other operations)"

    fileprivate struct Operation: Sendable {
        var service: UInt32
        var name: UInt32
        var calls = 0
        var errors = 0
        var durations = DurationCounts()
        var recent = IntervalCounts()
    }

    private var operations: [Operation] = []
    private var other = Operation(service: 0, name: 0)
    private var index = RowIndex()
    private let hash = IDHash()

    /// Takes in spans that have ended. The trend counts only what lies in the window.
    mutating func add(_ spans: [SpanRow], window: ClosedRange<UInt64>) {
        for span in spans { add(span, window: window) }
    }

    private mutating func add(_ span: SpanRow, window: ClosedRange<UInt64>) {
        guard !span.isRunning, span.hasTime else { return }
        if let place = place(span.service, span.name) {
            operations[place].add(span, window)
        } else {
            other.add(span, window)
        }
    }

    private mutating func place(_ service: UInt32, _ name: UInt32) -> Int? {
        let key = hash(UInt64(service), UInt64(name))
        if operations.count >= OperationTable.limit {
            return index.find(hash: key) { operations[$0].service == service && operations[$0].name == name }
        }
        let new = operations.count
        let found = index.findOrInsert(hash: key, row: new) {
            operations[$0].service == service && operations[$0].name == name
        }
        if let found { return found }
        operations.append(Operation(service: service, name: name))
        return new
    }

    /// Names have other numbers now; operations whose names are gone leave.
    mutating func rename(_ symbols: [UInt32]) {
        let old = operations
        operations = []
        index = RowIndex()
        for var operation in old {
            operation.service = symbols[Int(operation.service)]
            operation.name = symbols[Int(operation.name)]
            guard operation.service != SpanRow.none, operation.name != SpanRow.none,
                let place = place(operation.service, operation.name)
            else { continue }
            operations[place] = operation
        }
    }

    /// All operations, those with the most calls first. - Complexity: O(operations)
    func statistics(now: Timestamp, names: SymbolNames) -> [OperationStatistics] {
        let window = IntervalCounts.window(now)
        var all = operations.map { $0.statistics(names[$0.service], names[$0.name], window) }
        if other.calls > 0 { all.append(other.statistics("", OperationTable.otherName, window)) }
        return all.sorted { ($0.calls, $1.id.service, $1.id.name) > ($1.calls, $0.id.service, $0.id.name) }
    }

    /// One operation, by its symbols; `nil` if none of its spans has ended.
    func statistics(service: UInt32, name: UInt32, now: Timestamp, names: SymbolNames) -> OperationStatistics? {
        let place = index.find(hash: hash(UInt64(service), UInt64(name))) {
            operations[$0].service == service && operations[$0].name == name
        }
        return place.map { operations[$0].statistics(names[service], names[name], IntervalCounts.window(now)) }
    }
}

extension OperationTable.Operation {
    fileprivate mutating func add(_ span: SpanRow, _ window: ClosedRange<UInt64>) {
        calls += 1
        if span.status == .error { errors += 1 }
        durations.add(span.duration)
        let interval = IntervalCounts.interval(span.end)
        if interval >= window.lowerBound { recent.add(interval) }
    }

    fileprivate func statistics(
        _ service: String, _ name: String, _ window: ClosedRange<UInt64>
    ) -> OperationStatistics {
        let percentiles = durations.percentiles([50, 95, 99])
        return OperationStatistics(
            id: OperationStatistics.ID(service: service, name: name), calls: calls, errors: errors,
            p50: percentiles[0], p95: percentiles[1], p99: percentiles[2], trend: recent.trend(window))
    }
}
