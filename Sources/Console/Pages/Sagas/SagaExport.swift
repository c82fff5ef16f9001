import Foundation
import Traces

/// A saga as a JSON document. Its keys are stable:
///
/// - `kind` is `fusebox.saga`, `version` 1, `exportedAt`, `id`, `name`, `service`, `status`, `reason`, `started`,
///   `updated`, `ended`, `traces`, `source` (`reported`, `observed`), `asOf`, `stale`, `disagreement`, `why`
/// - `steps` [{`name`, `kind`, `state`, `attempts`, `compensationAttempts`, `key`, `started`, `ended`, `error`,
///   `effect` {`state` (`none`, `standing`, `undone`, `unknown`), `evidence`}}]
/// - `counters` {`late`, `duplicate`, `empty`}, `interventions` [{`actor`, `kind`, `at`, `reason`}] oldest first
///
/// Times are RFC 3339 with milliseconds in UTC; what is not known is left out.
struct SagaExport: Encodable {
    var kind = "fusebox.saga"
    var version = 1
    var exportedAt, id, name, service, status, reason, started, updated: String
    var ended: String?
    var steps: [Step]
    var traces: [String]
    var counters: Counters?
    var interventions: [Intervention]
    var source: String
    var asOf: String?
    var stale: Bool
    var disagreement, why: String?

    init(_ saga: KnownSaga, why: String?, now: Date) {
        exportedAt = ExportText.time(now)
        (id, name, service, status, reason) = (saga.id.id, saga.name, saga.id.service, saga.statusWord, saga.reason)
        started = ExportText.time(saga.started)
        updated = ExportText.time(saga.updated)
        ended = saga.ended.map(ExportText.time)
        steps = saga.steps.map(Step.init)
        traces = saga.traces.map { "\($0)" }
        counters = saga.counters.map { Counters(late: $0.late, duplicate: $0.duplicate, empty: $0.empty) }
        interventions = saga.interventions.map {
            Intervention(actor: $0.actor, kind: $0.kind, at: ExportText.time($0.at), reason: $0.reason)
        }
        source = saga.source.kind.rawValue
        asOf = saga.source.asOf.map(ExportText.time)
        stale = saga.source.isStale(at: now)
        disagreement = saga.disagreement
        self.why = why
    }

    struct Step: Encodable {
        var name, kind, state: String
        var attempts, compensationAttempts: Int
        var key: String?
        var started, ended: String?
        var error: String
        var effect: Effect

        init(_ step: KnownSaga.Step) {
            (name, kind, state, error) = (step.name, step.kind, step.state.rawValue, step.error)
            (attempts, compensationAttempts) = (step.attempts, step.compensationAttempts)
            key = step.key.isEmpty ? nil : step.key
            started = step.started.map(ExportText.time)
            ended = step.ended.map(ExportText.time)
            effect = Effect(state: step.effect.state.rawValue, evidence: step.effect.evidence)
        }
    }

    struct Effect: Encodable { var state, evidence: String }
    struct Counters: Encodable { var late, duplicate, empty: Int }
    struct Intervention: Encodable { var actor, kind, at, reason: String }
}

extension State {
    mutating func exportSaga() -> [Effect] {
        guard let saga = selectedSaga,
            let json = ExportText.json(SagaExport(saga, why: causes.why(saga)?.sentence, now: moment))
        else {
            say("nothing to export", .refusal)
            return []
        }
        return [.export(name: "saga-\(saga.id.id)", json: json)]
    }
}
