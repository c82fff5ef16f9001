import Foundation
import Operations
import Traces

/// What an action touches besides its target, from the last minutes of traces: who is calling its service, which sagas
/// are under way there. Worked out when its plan is asked for, on the screen and on the command line alike.
struct ActionTouches: Sendable, Equatable {
    /// What happened longer ago touches nobody.
    static let span = Duration.seconds(300)

    /// A line each, the heaviest first.
    private(set) var lines: [String] = []

    /// - Parameter alongside: targets that are acted on with it.
    init(_ intent: ActionIntent, alongside: Set<String> = [], traces: TraceSurroundings) {
        switch intent.kind.targetKind {
        case .breaker: lines = Self.ofService(intent, traces)
        case .saga: lines = Self.ofSaga(intent, alongside, traces)
        case .chaos: lines = Self.ofService(intent, traces)
        case .subscription, .projection, .deadLetter, .other: lines = Self.traffic(of: intent.service, traces)
        }
    }

    private static func ofService(_ intent: ActionIntent, _ traces: TraceSurroundings) -> [String] {
        let running = traces.sagas.count { $0.ended == nil && $0.service == intent.service }
        let sagas =
            running > 0 ? ["\(CountText.of(running, "saga")) of \(intent.service) under way"] : []
        return sagas + callers(of: intent.service, traces) + traffic(of: intent.service, traces)
    }

    private static func callers(of service: String, _ traces: TraceSurroundings) -> [String] {
        let edges = traces.callers.filter { $0.id.callee == service }
        guard !edges.isEmpty else { return [] }
        let names = edges.prefix(5).map { "\($0.id.caller) (\(CountText.short($0.calls)))" }
        let more = edges.count > 5 ? " and \(edges.count - 5) more" : ""
        return ["called by " + names.joined(separator: ", ") + more]
    }

    private static func ofSaga(
        _ intent: ActionIntent, _ alongside: Set<String>, _ traces: TraceSurroundings
    ) -> [String] {
        guard let saga = traces.sagas.first(where: { $0.id == intent.target }) else { return [] }
        let alike = traces.sagas.count {
            $0.ended == nil && $0.name == saga.name && $0.id != saga.id && !alongside.contains($0.id)
        }
        return alike > 0 ? ["\(CountText.of(alike, "other \(saga.name) saga")) under way, not touched"] : []
    }

    private static func traffic(of service: String, _ traces: TraceSurroundings) -> [String] {
        guard let rate = traces.rates.first(where: { $0.service == service }), rate.requests > 0 else { return [] }
        return [
            "\(service) answers \(CountText.rate(rate.requestsPerSecond)) requests/s, "
                + "\(CountText.percent(rate.errors, of: rate.requests)) of them fail"
        ]
    }
}
