import Foundation
import Operations
import OperationsWatching
import Traces

/// What lists, counts and filters have to know of a saga: little enough to keep of a hundred thousand.
struct SagaEntry: Sendable, Equatable {
    let id: KnownSaga.ID
    var name: String
    var statusWord: String
    var status: KnownSaga.Status?
    var started: Date
    var updated: Date
    /// When it last came a step further.
    var progressed: Date
    /// When its service was last heard of in the trace log.
    var heard: Date
    var isUnderWay: Bool
    /// The step that it stands at, and why that does not succeed; empty where there is nothing to say.
    var step: String
    var error: String
    /// A person has intervened.
    var isTouched: Bool
    /// The Operations API that tells of it; `nil` where only the trace log does.
    var api: WatchedAPI.ID?
    /// Where it stands among the sagas of the trace log; -1 where that does not tell of it.
    var observedPlace: Int32 = -1
    /// All that a word of a filter looks in, in lower case.
    let haystack: String

    init(_ saga: KnownSaga) {
        id = saga.id
        name = saga.name
        statusWord = saga.statusWord
        status = saga.status
        started = saga.started
        updated = saga.updated
        progressed = saga.progressed
        heard = saga.updated
        isUnderWay = saga.isUnderWay
        let current = saga.current
        step = current?.name ?? ""
        error = String((current?.error ?? "").prefix(200))
        isTouched = !saga.interventions.isEmpty
        haystack = Self.haystack(id: id, name: name, step: step, error: error)
    }

    /// A saga as its service's Operations API lists it.
    init(_ row: SagaTable.Row, of api: WatchedAPI) {
        let summary = row.summary
        id = KnownSaga.ID(service: api.service, id: summary.id)
        name = summary.name
        statusWord = summary.status.rawValue
        let status = KnownSaga.Status(rawValue: statusWord)
        self.status = status
        started = summary.startedAt
        updated = summary.updatedAt
        progressed = row.progressed
        heard = summary.updatedAt
        isUnderWay = status != .needsAttention && status?.isFinal != true
        step = summary.step.flatMap { summary.steps.indices.contains($0) ? summary.steps[$0].name : nil } ?? ""
        error = String((summary.lastError ?? "").prefix(200))
        isTouched = summary.touched
        self.api = api.id
        haystack = Self.haystack(id: id, name: name, step: step, error: error)
    }

    /// The Operations API of its service tells of it.
    var isReported: Bool { api != nil }

    static func haystack(id: KnownSaga.ID, name: String, step: String, error: String) -> String {
        "\(id.id) \(name) \(id.service) \(step) \(error)".lowercased()
    }

    /// Cannot go on without a person.
    var needsHands: Bool { status == .needsAttention }

    /// Under way or in need of hands, by the last words of a process that is gone: no one reports it, and the trace log
    /// has told nothing of its service since.
    func isLeftOver(at now: Date) -> Bool {
        !isReported && (isUnderWay || needsHands) && now.timeIntervalSince(heard) > LogVoices.goneAfter
    }

    func isStuck(at now: Date) -> Bool {
        isUnderWay && now.timeIntervalSince(progressed) > KnownSaga.stuckAfter && !isLeftOver(at: now)
    }
}
