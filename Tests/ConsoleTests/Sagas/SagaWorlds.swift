import Foundation
import Probes

@testable import Console
@testable import Traces

/// Situations that the Sagas page is drawn in.
enum SagaWorlds {
    typealias StepState = ObservedSaga.Step.State

    static let stepNames = ["ValidateOrder", "ReserveInventory", "ProcessPayment", "CreateShipment", "ConfirmOrder"]

    /// A saga whose steps have these states, the first begun so many seconds ago, a second apart.
    static func saga(
        _ id: String, _ status: String, began: TimeInterval, updated: TimeInterval, ended: TimeInterval? = nil,
        _ states: [StepState], error: String = "", attempts: Int = 1, name: String = "OrderProcessing"
    ) -> ObservedSaga {
        let steps = states.enumerated().map { index, state -> ObservedSaga.Step in
            let isOver = state != .pending && state != .running && state != .compensating
            let isAt = state == .running || state == .failed || state == .compensationFailed
            return ObservedSaga.Step(
                name: state == .pending ? "" : stepNames[index], index: index, state: state,
                started: state == .pending ? nil : moment(ago: began - Double(index)),
                ended: isOver ? moment(ago: began - Double(index) - 0.4) : nil,
                attempts: state == .pending ? 0 : isAt ? attempts : 1, error: isAt ? error : "", trace: nil, span: nil)
        }
        return ObservedSaga(
            id: id, name: name, service: "orders", status: status, started: moment(ago: began),
            updated: moment(ago: updated), ended: ended.map { moment(ago: $0) }, steps: steps,
            traces: [TraceID(high: 7, low: UInt64(began))])
    }

    static let all: [StepState] = [.succeeded, .succeeded, .succeeded, .succeeded, .succeeded]

    static let incident: [ObservedSaga] =
        [
            saga(
                "order-7f3a", "running", began: 40, updated: 38,
                [.succeeded, .succeeded, .running, .pending, .pending],
                error: "circuit_open", attempts: 3),
            saga("order-0001", "running", began: 2, updated: 1, [.succeeded, .running, .pending, .pending, .pending]),
            saga(
                "order-91c2", "needs_attention", began: 320, updated: 300,
                [.compensated, .compensationFailed, .failed, .pending, .pending], error: "timeout", attempts: 4),
            saga(
                "order-33d0", "compensating", began: 12, updated: 3,
                [.succeeded, .compensating, .failed, .pending, .pending], error: "card_declined"),
            saga(
                "order-12ab", "compensated", began: 100, updated: 90, ended: 90,
                [.compensated, .compensated, .failed, .pending, .pending], error: "card_declined"),
        ]
        + (0..<20).map { saga("order-done-\($0)", "completed", began: 400 + Double($0), updated: 395, ended: 395, all) }

    static func onFire(_ state: inout State) {
        state.observe(ServiceWorlds.onFire, changes: OverviewWorlds.healthChanges)
        var traces = testTraces(
            sagas: incident,
            breakers: [
                BreakerWorlds.breaker(
                    "orders", "orders → payments", .open, since: 31, reason: "62 % of 50 calls failed", failed: 62,
                    rejected: 12, history: [(31, .open)])
            ])
        traces.callees = [SagaStepID(saga: "OrderProcessing", step: "ProcessPayment"): "payments"]
        _ = reduce(&state, .tracesArrived(traces))
    }

    static func many(_ count: Int) -> [ObservedSaga] {
        (0..<count).map { number in
            let age = Double(number) / 10 + 1
            if number % 97 == 3 {
                return saga(
                    "order-\(number)", "needs_attention", began: age, updated: age,
                    [.compensated, .compensationFailed, .failed, .pending, .pending], error: "timeout")
            }
            return saga("order-\(number)", "completed", began: age, updated: age, ended: age, all)
        }
    }
}
