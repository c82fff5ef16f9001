import Foundation
import Operations
import TerminalUI

@testable import Console
@testable import OperationsWatching

/// What the Operations APIs of a small shop tell.
enum EventWorlds {
    static let orders = EventSource.ID(service: "orders", instance: "")
    static let analytics = EventSource.ID(service: "analytics", instance: "")

    static func event(
        _ position: Int, _ type: String, _ stream: String, age: TimeInterval, data: JSONValue = [:],
        causation: String? = nil, correlation: String? = "request-1"
    ) -> EventReport {
        EventReport(
            id: "event-\(position)", position: position, stream: stream, version: position, type: type,
            time: ago(age), data: data, correlation: correlation, causation: causation,
            traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", actor: "shop")
    }

    static let log: [EventReport] = [
        event(1, "OrderPlaced", "order-7f3a", age: 40, data: ["userId": "user-12", "total": 4200]),
        event(2, "SagaStarted", "saga-order-7f3a", age: 39, data: ["name": "OrderProcessing"], causation: "event-1"),
        event(
            3, "StepFailed", "saga-order-7f3a", age: 35,
            data: ["step": "ProcessPayment", "error": "card\u{1B}[31m declined"],
            causation: "event-2"),
        event(4, "OrderPlaced", "order-91c2", age: 2, data: ["userId": "user-7"], correlation: "request-2"),
    ]

    static let letter = DeadLetterReport(
        id: "letter-1", group: "order-totals", source: "orders", event: log[2], attempts: 5,
        reason: "no such column: total", firstFailure: ago(300), lastFailure: ago(20), waitingBehind: 3, revision: 5)

    static func projection(
        _ name: String, position: Int = 4, head: Int = 4, rebuild: ProjectionReport.Rebuild? = nil, generation: Int = 1,
        kind: ProjectionReport.Kind = .projection, replayable: Bool = false, revision: Int = 3
    ) -> ProjectionReport {
        ProjectionReport(
            name: name, kind: kind, source: "orders", state: .running, position: position, head: head,
            lag: head - position, rate: 12, appliedUpTo: ago(2), rebuild: rebuild, generation: generation,
            deadLetters: 1, replayable: replayable, revision: revision)
    }

    static func about(_ service: String, role: Role = .operator) -> ServiceDescription {
        ServiceDescription(
            service: service, instance: "\(service)-1", version: "1.0", started: ago(7_200),
            commands: CommandKind.known, role: role, revision: 1, asOf: ago(0.4))
    }

    /// What one API tells that was asked so long ago.
    static func report(
        _ id: EventSource.ID, role: Role, port: Int, age: TimeInterval, trouble: String? = nil
    ) -> ServiceReport {
        let api = WatchedAPI(
            service: id.service, instance: id.instance, base: "http://127.0.0.1:\(port)/ops/v1",
            interval: .seconds(1))
        var report = ReportedWorlds.service(api: api, heard: age)
        report.description.answered(about(id.service, role: role), at: ago(age))
        report.projections.answered([], at: ago(age))
        report.letters.answered(DeadLetters(), at: ago(age))
        report.events.answered([], at: ago(age))
        guard let trouble else { return report }
        report.breakers.trouble = trouble
        report.bulkheads.trouble = trouble
        report.projections.trouble = trouble
        report.letters.trouble = trouble
        return report
    }

    static func board(
        role: Role = .operator, projections: [ProjectionReport]? = nil, letters: [DeadLetterReport] = [letter],
        more: [EventReport] = [], trouble: String? = nil, age: TimeInterval = 0.4, revision: Int = 1
    ) -> OperationsSnapshot {
        var first = report(orders, role: role, port: 18_081, age: age, trouble: trouble)
        first.events.value = log + more
        var second = report(analytics, role: role, port: 18_087, age: age)
        second.projections.value =
            projections ?? [
                projection("order-metrics", position: 3),
                projection("user-metrics", rebuild: .init(position: 4_200, target: 10_000, rate: 850)),
                projection("order-totals", kind: .subscription, replayable: true),
            ]
        second.letters.value = DeadLetters(letters)
        return OperationsSnapshot(revision: revision, services: [first, second])
    }

    static func state(
        _ size: Size = Size(width: 80, height: 24), _ board: OperationsSnapshot = board(), readOnly: Bool = false
    ) -> State {
        var state = testState(size, page: .events, readOnly: readOnly)
        state.acting = Acting(ids: ActingWorlds.ids())
        _ = reduce(&state, .operationsArrived(board))
        return state
    }
}
