import Foundation
import Probes

@testable import Console
@testable import Traces

/// Situations that the Breakers page is drawn in.
enum BreakerWorlds {
    static func breaker(
        _ service: String, _ name: String, _ state: ObservedBreaker.State, since: TimeInterval, instance: String = "",
        reason: String = "", failed: Double? = nil, rejected: Int = 0,
        history: [(TimeInterval, ObservedBreaker.State)] = []
    ) -> ObservedBreaker {
        ObservedBreaker(
            id: .init(service: service, instance: instance, name: name), state: state, since: moment(ago: since),
            reason: reason, failureRate: failed, slowCallRate: nil, rejected: rejected,
            history: history.map { .init(time: moment(ago: $0.0), state: $0.1, trace: nil) })
    }

    /// Payments fails: one breaker is open, one tries, one differs between instances; a Spring service reports its own.
    static func onFire(_ state: inout State) {
        let spring = ReportedBreaker(
            name: "inventoryClient", state: .open, failureRate: 75, slowCallRate: 12.5, failureRateThreshold: 50,
            slowCallRateThreshold: 100, bufferedCalls: 40, failedCalls: 30, slowCalls: 5, notPermittedCalls: 128)
        state.observe(
            ServiceWorlds.onFire + [status("storefront") { $0.breakers = [spring] }],
            changes: OverviewWorlds.healthChanges)
        _ = reduce(
            &state,
            .tracesArrived(
                testTraces(
                    breakers: [
                        breaker("inventory", "inventory → shipping", .closed, since: 4_000, failed: 0),
                        breaker(
                            "orders", "orders → inventory", .halfOpen, since: 9, reason: "30 s have passed",
                            rejected: 17,
                            history: [(300, .open), (270, .halfOpen), (262, .closed), (40, .open), (9, .halfOpen)]),
                        breaker(
                            "orders", "orders → payments", .open, since: 31, reason: "62 % of 50 calls failed",
                            failed: 62,
                            rejected: 1_204, history: [(500, .closed), (31, .open)]),
                        breaker(
                            "search", "search → catalog", .closed, since: 900, instance: "10.0.0.7:8080", failed: 1),
                        breaker(
                            "search", "search → catalog", .open, since: 12, instance: "10.0.0.8:8080",
                            reason: "5 failures in a row", failed: 100, rejected: 4, history: [(12, .open)]),
                        breaker("storefront", "inventoryClient", .closed, since: 50, history: [(50, .closed)]),
                    ], heard: ["inventory": 2])))
    }

    static func many(_ count: Int) -> [ObservedBreaker] {
        (0..<count).map { number -> ObservedBreaker in
            let service = "service-\(number / 20)"
            let state: ObservedBreaker.State = number % 50 == 7 ? .open : .closed
            let history: [(TimeInterval, ObservedBreaker.State)] = [(TimeInterval(number % 600), state)]
            return breaker(
                service, "\(service) → peer-\(number % 20)", state, since: TimeInterval(number),
                failed: Double(number % 30), history: history)
        }
    }
}
