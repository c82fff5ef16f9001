import Foundation
import Probes

@testable import Console
@testable import Traces

/// Situations that the Overview is drawn in.
enum OverviewWorlds {
    /// Payments is down; a breaker, a saga and a deploy tell the story around it.
    static func incident(_ state: inout State) {
        state.observe(ServiceWorlds.onFire, changes: healthChanges)
        _ = reduce(&state, .tracesArrived(traces))
    }

    static func calm(_ state: inout State) {
        state.observe(ServiceWorlds.healthy)
        _ = reduce(
            &state,
            .tracesArrived(
                testTraces(rates: ["orders", "payments", "inventory"].map { testRate($0, requests: 3_600) })))
    }

    static let healthChanges = [
        change("orders", 7_200, .unknown, .healthy, ""),
        change("orders", 190, .healthy, .degraded, "200 from /health in 1.4 s, slower than 1 s"),
        change("payments", 42, .healthy, .unhealthy, "connection refused: nothing listens on 127.0.0.1:18083"),
    ]

    static let traces = testTraces(
        rates: [
            testRate("orders", requests: 3_600, errors: 148), testRate("payments", requests: 900, errors: 420),
            testRate("inventory", requests: 3_420),
        ],
        changes: [
            change(600, "payments", .version(VersionChange(version: "1.4.0", previous: "1.3.2"))),
            change(
                31, "orders",
                .breaker(
                    BreakerChange(
                        name: "orders → payments", state: .open, previous: .closed, reason: "62 % of 50 calls failed",
                        failureRate: 62, slowCallRate: nil))),
            change(
                20, "orders",
                .command(
                    CommandChange(
                        hasEnded: true, id: "c1", kind: "breaker.reset", target: "orders → payments", state: "refused",
                        actor: "ada"))),
            change(
                12, "orders",
                .saga(
                    SagaChange(
                        kind: .ended, id: "order-77aa", name: "order", step: nil, stepIndex: nil, stepCount: nil,
                        attempt: nil, isCompensation: false, status: "abandoned", error: ""))),
        ],
        sagas: [
            saga("order-7f3a", "running", updated: 38, step: ("ProcessPayment", .running, "")),
            saga(
                "order-91c2", "needs_attention", updated: 300, step: ("RefundPayment", .compensationFailed, "timeout")),
            saga("order-0001", "running", updated: 2, step: ("ReserveStock", .running, "")),
        ],
        breakers: [
            testBreaker("orders", "orders → payments", .open, since: 31, reason: "62 % of 50 calls failed"),
            testBreaker("orders", "orders → inventory", .halfOpen, since: 9),
        ])

    static func saga(
        _ id: String, _ status: String, updated: TimeInterval, step: (String, ObservedSaga.Step.State, String)
    ) -> ObservedSaga {
        ObservedSaga(
            id: id, name: "order", service: "orders", status: status, started: moment(ago: updated + 10),
            updated: moment(ago: updated), ended: nil,
            steps: [
                ObservedSaga.Step(
                    name: step.0, index: 2, state: step.1, started: moment(ago: updated + 1), ended: nil, attempts: 1,
                    error: step.2, trace: nil, span: nil)
            ], traces: [])
    }

    private static func change(
        _ service: String, _ seconds: Double, _ from: Health, _ to: Health, _ reason: String
    ) -> HealthChange {
        HealthChange(endpoint: EndpointID(service: service), at: ago(seconds), from: from, to: to, reason: reason)
    }

    /// A saga of orders that ended so many seconds ago.
    static func end(_ id: String, _ status: String, ago seconds: Double) -> DomainChange {
        change(
            seconds, "orders",
            .saga(
                SagaChange(
                    kind: .ended, id: id, name: "order", step: nil, stepIndex: nil, stepCount: nil, attempt: nil,
                    isCompensation: false, status: status, error: "")))
    }

    private static func change(_ seconds: Double, _ service: String, _ event: DomainChange.Event) -> DomainChange {
        DomainChange(time: moment(ago: seconds), service: service, instance: "", trace: nil, span: nil, event: event)
    }
}
