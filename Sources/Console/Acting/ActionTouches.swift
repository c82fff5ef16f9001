import Foundation
import Operations
import Traces

/// What an action touches besides its target, from the last minutes of traces: who is calling through the breaker, which
/// sagas are under way there.
struct ActionTouches: Sendable, Equatable {
    /// Callers look at the rates of so many minutes.
    static let minutes = 5

    /// A line each, the heaviest first.
    var lines: [String] = []

    init(_ intent: ActionIntent, traces: TraceSnapshot) {
        switch intent.kind.targetKind {
        case .breaker: lines = Self.ofBreaker(intent, traces)
        case .saga: lines = Self.ofSaga(intent, traces)
        case .subscription, .projection, .deadLetter, .chaos, .other: lines = Self.traffic(of: intent.service, traces)
        }
    }

    private static func ofBreaker(_ intent: ActionIntent, _ traces: TraceSnapshot) -> [String] {
        let running = traces.sagas.count { $0.ended == nil && $0.service == intent.service }
        let sagas =
            running > 0 ? ["\(CountText.of(running, "saga")) of \(intent.service) under way"] : []
        return sagas + callers(of: intent.service, traces) + traffic(of: intent.service, traces)
    }

    private static func callers(of service: String, _ traces: TraceSnapshot) -> [String] {
        let edges = traces.serviceGraph.filter { $0.id.callee == service }
        guard !edges.isEmpty else { return [] }
        let names = edges.prefix(5).map { "\($0.id.caller) (\(CountText.short($0.calls)))" }
        let more = edges.count > 5 ? " and \(edges.count - 5) more" : ""
        return ["called by " + names.joined(separator: ", ") + more]
    }

    private static func ofSaga(_ intent: ActionIntent, _ traces: TraceSnapshot) -> [String] {
        guard let saga = traces.sagas.first(where: { $0.id == intent.target }) else { return [] }
        let alike = traces.sagas.count { $0.ended == nil && $0.name == saga.name && $0.id != saga.id }
        return alike > 0 ? ["\(CountText.of(alike, "other \(saga.name) saga")) under way, not touched"] : []
    }

    private static func traffic(of service: String, _ traces: TraceSnapshot) -> [String] {
        guard let rate = traces.rates.first(where: { $0.service == service }), rate.requests > 0 else { return [] }
        return [
            "\(service) answers \(CountText.rate(rate.requestsPerSecond)) requests/s, "
                + "\(CountText.percent(rate.errors, of: rate.requests)) of them fail"
        ]
    }
}
