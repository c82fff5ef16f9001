/// A step of the sagas of one name.
public struct SagaStepID: Sendable, Hashable {
    /// The saga's name.
    public var saga: String
    /// The step's name.
    public var step: String

    /// A step by its saga's name and its own.
    public init(saga: String, step: String) {
        self.saga = saga
        self.step = step
    }
}

/// Which service each step calls, learned from the spans below the step's own: when the callee is down it leaves no
/// span that would tell.
struct StepCallees: Sendable {
    /// Callees by step.
    private(set) var known: [SagaStepID: String] = [:]
    /// The span that was looked at last for each step that is not known.
    private var looked: [SagaStepID: SpanID] = [:]

    /// Larger traces are not walked.
    private static let spanLimit = 10_000
    /// Callers between a step and the first span of another service.
    private static let depthLimit = 32

    /// Looks at the newest span of each step whose callee is not known yet.
    mutating func learn(from sagas: [ObservedSaga], in store: SpanStore) {
        var seen: Set<SagaStepID> = []
        for saga in sagas.prefix(200) {
            for step in saga.steps where !step.name.isEmpty && step.ended != nil {
                let id = SagaStepID(saga: saga.name, step: step.name)
                guard known[id] == nil, let trace = step.trace, let span = step.span, seen.insert(id).inserted,
                    looked[id] != span
                else { continue }
                looked[id] = span
                known[id] = Self.callee(of: span, in: trace, store)
            }
        }
    }

    /// The service of the nearest span below this one that belongs to another service.
    private static func callee(of span: SpanID, in trace: TraceID, _ store: SpanStore) -> String? {
        guard let slot = store.trace(trace), let own = store.span(span.value, in: slot),
            store.traces[slot].spanCount <= spanLimit
        else { return nil }
        let service = store.spans[own].service
        var nearest: (depth: Int, service: UInt32)?
        store.forEachSpan(of: slot) { _, row in
            guard row.service != service else { return }
            var parent = row.parent
            var depth = 0
            while parent != 0, depth < min(depthLimit, nearest?.depth ?? depthLimit) {
                depth += 1
                if parent == span.value {
                    nearest = (depth, row.service)
                    return
                }
                guard let above = store.span(parent, in: slot), store.spans[above].service == service else { return }
                parent = store.spans[above].parent
            }
        }
        return nearest.map { store.names.names[$0.service] }
    }
}
