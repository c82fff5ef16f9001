import EventSourcing
import Foundation
import Logging
import Resilience

/// Another worker has the saga now.
struct SagaTakenOver: Error {}

/// Brings one saga as far as it goes: until it ends, waits, or needs a person.
struct SagaWorker: Sendable {
    let definitions: [String: SagaDefinition]
    let streams: SagaStreams
    let leases: SagaLeases
    let holder: SagaLeases.Holder
    /// What is added to a lease for the time that recording takes.
    var leaseMargin = Duration.seconds(10)
    let clock: any Clock<Duration>
    let now: @Sendable () -> Date
    let jitter: JitterSource
    /// Whether no further call is to be sent.
    let stopping = StopFlag()
    var faults: @Sendable (SagaFaultPoint) throws -> Void = { _ in }

    /// - Returns: the saga as it is then; `nil`: nobody here knows such sagas.
    /// - Throws: ``SagaTakenOver`` if another worker has it.
    func advance(_ id: SagaID) async throws -> SagaState? {
        guard var state = try await streams.load(id), let definition = definitions[state.name] else { return nil }
        let machine = SagaMachine(definition: definition)
        var lease: SagaLeases.Lease?
        while true {
            try Task.checkCancellation()
            do throws(SagaInterruption) {
                switch machine.next(state, at: now()) {
                case .rest, .wait: return state
                case .record(let facts):
                    try await hold(&lease, &state, definition)
                    try await commit(facts, on: &state)
                case .send(let step, let action):
                    if stopping.isSet { return state }
                    try await hold(&lease, &state, definition)
                    try await send(step, action, &state, machine)
                }
            } catch {
                guard case .moved = error else { throw error.underlying }
                guard let moved = try await streams.load(id) else { return nil }
                state = moved
            }
        }
    }

    // MARK: - One try

    private func send(
        _ step: Int, _ action: SagaAction, _ state: inout SagaState, _ machine: SagaMachine
    ) async throws(SagaInterruption) {
        let definition = machine.definition.steps[step]
        let call: SagaCall
        do { call = try prepared(step, action, state, definition) } catch {
            // The command cannot even be made: that is the definition's fault, and no try will ever help.
            return try await commit([.sagaNeedsAttention(reason: "\(definition.name): \(error)")], on: &state)
        }
        let begun = SagaFact.sagaStepStarted(
            step: step, action: action, attempt: call.attempt, key: call.key,
            command: String(decoding: call.command, as: UTF8.self))
        try await commit([begun], on: &state)
        try pass(.beforeSend(step: definition.name, action))
        let outcome = try await outcome(of: call, definition, machine.definition.classifier)
        try pass(.afterSend(step: definition.name, action))
        try await settle(
            outcome, of: SagaState.UnderWay(step: step, action: action, attempt: call.attempt), &state, machine)
    }

    /// Records what has become of a try. If the saga has moved meanwhile, what that means is decided anew.
    private func settle(
        _ outcome: SagaOutcome, of sent: SagaState.UnderWay, _ state: inout SagaState, _ machine: SagaMachine
    ) async throws(SagaInterruption) {
        let token = state.token
        while true {
            let isExpected = state.underWay == sent && state.token == token && !state.status.isFinal
            let facts =
                isExpected
                ? machine.facts(after: outcome, sent.step, sent.action, state, at: now(), jitter: jitter)
                : [late(outcome, sent)]
            do throws(SagaInterruption) {
                return try await commit(facts, on: &state)
            } catch {
                guard case .moved = error else { throw error }
                state = try await reloaded(state)
            }
        }
    }

    private func late(_ outcome: SagaOutcome, _ sent: SagaState.UnderWay) -> SagaFact {
        let (answer, wasDone): (String, Bool) =
            switch outcome {
            case .answered(let answer): (answer.evidence, true)
            case .undone(.undone(let evidence)): (evidence, true)
            case .undone(.nothingToUndo): ("there was nothing to undo", true)
            case .threw(_, let reason): (reason, false)
            case .lost: ("", false)
            }
        return .sagaAnswerCameLate(step: sent.step, action: sent.action, answer: answer, wasDone: wasDone)
    }

    private func prepared(
        _ step: Int, _ action: SagaAction, _ state: SagaState, _ definition: SagaStep
    ) throws -> SagaCall {
        let held = state.steps[step]
        let outputs = state.steps.reduce(into: [String: Data]()) { outputs, step in
            outputs[step.name] = step.output.map { Data($0.utf8) }
        }
        func call(_ command: Data) -> SagaCall {
            SagaCall(
                saga: state.id, sagaName: state.name, step: definition.name, action: action,
                attempt: (action == .forward ? held.attempts : held.compensationAttempts) + 1,
                key: held.key ?? "\(state.id)/\(definition.name)", fencingToken: state.token, command: command,
                traceparent: state.traceparent, inputData: Data(state.input.utf8), outputs: outputs)
        }
        if let recorded = held.command { return call(Data(recorded.utf8)) }
        return call(try definition.command(call(Data())))
    }

    private func outcome(
        of call: SagaCall, _ step: SagaStep, _ classifier: StepErrorClassifier
    ) async throws(SagaInterruption) -> SagaOutcome {
        do {
            return try await withTimeout(step.timeout, clock: clock) {
                switch (call.action, step.compensate) {
                case (.forward, _): .answered(try await step.send(call))
                case (.compensate, let compensate?): .undone(try await compensate(call))
                case (.compensate, nil): .undone(.nothingToUndo)
                }
            }
        } catch {
            // The process is to end: the try stays open, and the next worker will see that.
            if Task.isCancelled { throw .other(CancellationError()) }
            return .threw(classifier.verdict(on: error), reason: String("\(error)".prefix(1_000)))
        }
    }
}
