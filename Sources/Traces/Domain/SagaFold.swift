/// Folds what is told of a saga, oldest first, into what it is now.
struct SagaFold {
    private(set) var saga: ObservedSaga

    init(id: String) {
        saga = ObservedSaga(
            id: id, name: "", service: "", status: "running", started: Timestamp(nanoseconds: 0),
            updated: Timestamp(nanoseconds: 0), ended: nil, steps: [], traces: [])
    }

    mutating func apply(_ fact: DomainFacts.Fact) {
        guard case .saga(let told) = fact.change.event else { return }
        let time = fact.change.time
        if saga.service.isEmpty {
            saga.service = fact.change.service
            saga.started = time
        }
        saga.updated = max(saga.updated, time)
        if saga.name.isEmpty { saga.name = told.name }
        if let trace = fact.change.trace, !saga.traces.contains(trace) { saga.traces.append(trace) }
        if let count = told.stepCount { announce(count) }
        switch told.kind {
        case .started: break
        case .compensating: saga.status = "compensating"
        case .ended:
            saga.ended = time
            if told.status.isEmpty { saga.status = derivedEnd(fact.isFailure) }
        default: applyStep(told, fact)
        }
        if !told.status.isEmpty, saga.ended == nil || told.kind == .ended { saga.status = told.status }
    }

    /// How a saga ended that does not say so itself.
    private func derivedEnd(_ isFailure: Bool) -> String {
        let states = saga.steps.map(\.state)
        if states.contains(.compensationFailed) { return "needs_attention" }
        if saga.status == "compensating" || states.contains(.compensated) { return "compensated" }
        return isFailure ? "needs_attention" : "completed"
    }

    /// Steps that the saga says it has and that have not begun.
    private mutating func announce(_ count: Int) {
        guard count <= 1000 else { return }
        for index in 0..<max(0, count) where !saga.steps.contains(where: { $0.index == index }) {
            let place = saga.steps.firstIndex { $0.index.map { $0 > index } ?? true } ?? saga.steps.count
            saga.steps.insert(SagaFold.step(named: "", index: index), at: place)
        }
    }

    private mutating func applyStep(_ told: SagaChange, _ fact: DomainFacts.Fact) {
        let place = place(of: told)
        if let name = told.step, !name.isEmpty, !told.isCompensation || saga.steps[place].name.isEmpty {
            saga.steps[place].name = name
        }
        saga.steps[place].attempts = max(saga.steps[place].attempts, told.attempt ?? 1)
        saga.steps[place].trace = fact.change.trace
        saga.steps[place].span = fact.change.span
        let time = fact.change.time
        switch told.kind {
        case .stepStarted:
            saga.steps[place].state = told.isCompensation ? .compensating : .running
            if saga.steps[place].started == nil { saga.steps[place].started = time }
            saga.steps[place].ended = nil
            if told.isCompensation { saga.status = "compensating" }
        case .stepSucceeded: end(place, told.isCompensation ? .compensated : .succeeded, time)
        case .stepFailed: end(place, told.isCompensation ? .compensationFailed : .failed, time)
        case .stepSkipped: end(place, .skipped, time)
        case .stepCompensated: end(place, .compensated, time)
        case .stepCompensationFailed: end(place, .compensationFailed, time)
        case .started, .compensating, .ended: break
        }
        if !told.error.isEmpty { saga.steps[place].error = told.error }
    }

    private mutating func end(_ place: Int, _ state: ObservedSaga.Step.State, _ time: Timestamp) {
        saga.steps[place].state = state
        saga.steps[place].ended = time
        if saga.steps[place].started == nil { saga.steps[place].started = time }
    }

    /// The step that is meant, by number or else by name; a new one if it was not known.
    private mutating func place(of told: SagaChange) -> Int {
        let name = told.step ?? ""
        if let index = told.stepIndex {
            if let place = saga.steps.firstIndex(where: { $0.index == index }) { return place }
            if let place = saga.steps.firstIndex(where: { $0.index == nil && $0.name == name && !name.isEmpty }) {
                saga.steps[place].index = index
                return place
            }
            let place = saga.steps.firstIndex { $0.index.map { $0 > index } ?? true } ?? saga.steps.count
            saga.steps.insert(SagaFold.step(named: name, index: index), at: place)
            return place
        }
        if let place = saga.steps.firstIndex(where: { $0.name == name }) { return place }
        saga.steps.append(SagaFold.step(named: name, index: nil))
        return saga.steps.count - 1
    }

    private static func step(named name: String, index: Int?) -> ObservedSaga.Step {
        ObservedSaga.Step(
            name: name, index: index, state: .pending, started: nil, ended: nil, attempts: 0, error: "", trace: nil,
            span: nil)
    }
}
