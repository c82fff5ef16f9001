/// What holds up the sagas that do not get on; each is looked at again only when something new was told of it.
struct SagaTroubles {
    /// Sagas that are looked at, those heard of last.
    static let limit = 500
    /// A saga without news for so long is looked at too.
    private static let quiet = Duration.seconds(2)

    /// What an answer was made from.
    private struct Basis: Equatable {
        var updated: Timestamp
        var step: ObservedSaga.Step
        var revisions: [UInt32]
    }

    private var known: [String: (basis: Basis, trouble: SagaTrouble)] = [:]

    /// The sagas in trouble, those heard of last first.
    /// - Parameter detail: reads a span of a trace in full; `nil` when its line is gone.
    mutating func update(
        _ sagas: [ObservedSaga], _ store: SpanStore, now: Timestamp, detail: (SpanRow, TraceID) -> SpanDetail?
    ) -> [SagaTrouble] {
        let quietSince = now.advanced(by: .zero - Self.quiet)
        let held = sagas.filter { $0.isInTrouble(quietSince: quietSince) }
            .sorted { ($0.updated, $0.id) > ($1.updated, $1.id) }.prefix(Self.limit)
        var fresh: [String: (basis: Basis, trouble: SagaTrouble)] = [:]
        var troubles: [SagaTrouble] = []
        var calls = FailedCalls(store)
        for saga in held {
            guard let step = saga.troubledStep else { continue }
            let traces = Self.traces(of: saga, step)
            let slots = traces.compactMap { store.trace($0) }
            let basis = Basis(updated: saga.updated, step: step, revisions: slots.map { store.traces[$0].revision })
            let trouble: SagaTrouble
            if let old = known[saga.id], old.basis == basis {
                trouble = old.trouble
            } else {
                var found: [SagaTrouble.Call] = []
                for slot in slots where found.isEmpty { found = calls.beneath(step, in: slot, detail: detail) }
                trouble = SagaTrouble(id: saga.id, step: step, calls: found)
            }
            fresh[saga.id] = (basis, trouble)
            troubles.append(trouble)
        }
        known = fresh
        return troubles
    }

    /// Where to look: the trace that told of the step last, then the others, last first; a few at most.
    private static func traces(of saga: ObservedSaga, _ step: ObservedSaga.Step) -> [TraceID] {
        let others = saga.traces.suffix(4).reversed().filter { $0 != step.trace }
        return (step.trace.map { [$0] } ?? []) + others
    }
}

/// Finds the calls beneath a step that failed, were refused, or have no answer yet.
private struct FailedCalls {
    /// Calls that are followed from service to service.
    private static let depthLimit = 8

    private let store: SpanStore
    /// The trace that was looked at last, because many sagas may share one.
    private var slot: Int?
    private var rows: [SpanRow] = []
    private var children: [UInt64: [Int]] = [:]

    init(_ store: SpanStore) { self.store = store }

    mutating func beneath(
        _ step: ObservedSaga.Step, in slot: Int, detail: (SpanRow, TraceID) -> SpanDetail?
    ) -> [SagaTrouble.Call] {
        gather(slot)
        for attempt in attempts(step) {
            let chain = chain(from: attempt)
            if !chain.isEmpty { return chain.map { call($0, detail) } }
        }
        return []
    }

    private mutating func gather(_ slot: Int) {
        guard self.slot != slot else { return }
        self.slot = slot
        rows = []
        store.forEachSpan(of: slot) { rows.append($1) }
        children = Dictionary(grouping: rows.indices.filter { rows[$0].parent != 0 }) { rows[$0].parent }
    }

    /// The step's own span, then those of its other attempts, the last first.
    private func attempts(_ step: ObservedSaga.Step) -> [UInt64] {
        let names = store.names
        let own = step.span?.value
        let name = own.flatMap { own in rows.first { $0.id == own } }?.name ?? names.known("saga.step \(step.name)")
        let others = rows.filter { $0.name == name && $0.id != own }.sorted { $0.start > $1.start }.map(\.id)
        return (own.map { [$0] } ?? []) + others
    }

    /// From a span downwards: the last call that went wrong, the one that went wrong beneath it, and so on.
    private func chain(from span: UInt64) -> [Int] {
        var found: [Int] = []
        var span = span
        while found.count < Self.depthLimit, let call = lastBadCall(beneath: span), !found.contains(call) {
            found.append(call)
            span = rows[call].id
        }
        return found
    }

    /// The nearest calls beneath a span, of which the one that began last counts.
    private func lastBadCall(beneath span: UInt64) -> Int? {
        var level = children[span] ?? []
        var seen: Set<UInt64> = [span]
        while !level.isEmpty {
            let calls = level.filter { outcome(rows[$0]) != nil }
            if let last = calls.max(by: { rows[$0].start < rows[$1].start }) { return last }
            // Beneath a call that went well lies nothing to blame.
            let inner = level.filter { !isCall(rows[$0]) && seen.insert(rows[$0].id).inserted }
            level = inner.flatMap { children[rows[$0].id] ?? [] }
        }
        return nil
    }

    private func isCall(_ row: SpanRow) -> Bool { row.kind == .client || row.kind == .producer }

    private func outcome(_ row: SpanRow) -> SagaTrouble.Call.Outcome? {
        if row.notes.contains(.rejected) { return .rejected }
        guard isCall(row) else { return nil }
        if row.status == .error { return .failed }
        return row.isRunning ? .running : nil
    }

    private func call(_ place: Int, _ detail: (SpanRow, TraceID) -> SpanDetail?) -> SagaTrouble.Call {
        let row = rows[place]
        let names = store.names.names
        let trace = store.traces[Int(row.trace)].id
        let told = detail(row, trace)
        let answered = (children[row.id] ?? []).first { rows[$0].service != row.service }
        return SagaTrouble.Call(
            outcome: outcome(row) ?? .failed, trace: trace, span: SpanID(row.id), service: names[row.service],
            operation: names[row.name], peer: answered.map { names[rows[$0].service] } ?? told?.peer ?? "",
            breaker: told?.attributes.words("circuit_breaker.name") ?? "",
            error: told?.attributes.words("error.type") ?? "", message: told?.errorMessage ?? "",
            started: Timestamp(nanoseconds: row.start), duration: .nanoseconds(Int64(clamping: row.duration)))
    }
}

extension SpanDetail {
    /// Whom a call was for, as the caller says it (formats.md 3.1).
    fileprivate var peer: String {
        let names = ["service.peer.name", "peer.service"].map { attributes.words($0) }
        if let name = names.first(where: { !$0.isEmpty }) { return name }
        let address = ["server.address", "net.peer.name", "peer.address"].map { attributes.words($0) }
        guard let host = address.first(where: { !$0.isEmpty }) else { return "" }
        let ports = ["server.port", "net.peer.port"].map { attributes.words($0) }
        return ports.first { !$0.isEmpty }.map { "\(host):\($0)" } ?? host
    }

    fileprivate var errorMessage: String {
        if !statusMessage.isEmpty { return statusMessage }
        return events.last { $0.name == "exception" }?.attributes.words("exception.message") ?? ""
    }
}

extension [Attribute] {
    /// A text, or a number written as one; empty when there is neither.
    fileprivate func words(_ key: String) -> String {
        switch self[key] {
        case .string(let text): text
        case .int(let number): String(number)
        default: ""
        }
    }
}
