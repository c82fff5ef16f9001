import Foundation
import Operations
import OperationsClient
import Probes

@testable import Console
@testable import OperationsWatching
@testable import Traces

/// What Operations APIs say, as far as a test cares.
enum ReportedWorlds {
    static func service(
        _ name: String = "orders", heard: TimeInterval = 0.4, breakers: [BreakerReport] = [],
        bulkheads: [BulkheadReport] = [], sagas: [SagaSummary] = [], trouble: String? = nil
    ) -> ServiceReport {
        let api = WatchedAPI(service: name, base: "http://\(name)/ops/v1", interval: .seconds(2))
        return service(
            api: api, heard: heard, breakers: breakers, bulkheads: bulkheads, sagas: sagas, trouble: trouble)
    }

    static func service(
        api: WatchedAPI, heard: TimeInterval, breakers: [BreakerReport] = [], bulkheads: [BulkheadReport] = [],
        sagas: [SagaSummary] = [], trouble: String? = nil
    ) -> ServiceReport {
        var report = ServiceReport(api: api, after: 0)
        report.breakers.answered(breakers, at: ago(heard))
        report.bulkheads.answered(bulkheads, at: ago(heard))
        var table = SagaTable(after: 0)
        _ = table.take(sagas)
        report.sagas.answered(table, at: ago(heard))
        report.isReadingSagas = false
        report.breakers.trouble = trouble
        return report
    }

    static func breaker(
        _ name: String = "orders → payments", _ state: BreakerReport.State = .open, since: TimeInterval = 31,
        override: BreakerReport.Override? = nil
    ) -> BreakerReport {
        BreakerReport(
            name: name, dependency: "payments", state: state, since: ago(since), failureRate: 0.62, slowCallRate: nil,
            window: .init(calls: 50, failed: 31, slow: 0, minimum: 10), rule: "at 50 % failed of the last 50 calls",
            nextTrial: state == .open ? testNow.addingTimeInterval(12) : nil, override: override,
            totals: .init(rejected: 1_204),
            changes: [.init(at: ago(since), from: .closed, to: state, cause: "62 % of 50 calls failed")], revision: 17)
    }

    static func saga(
        _ id: String, _ status: SagaSummary.Status = .waiting, began: TimeInterval = 40, updated: TimeInterval = 39,
        error: String? = "circuit breaker orders → payments is open", touched: Bool = false
    ) -> SagaSummary {
        let isOver = status == .completed
        let states: [SagaSummary.StepState] =
            isOver
            ? [.succeeded, .succeeded, .succeeded] : [.succeeded, status == .running ? .running : .pending, .pending]
        return SagaSummary(
            id: id, name: "OrderProcessing", status: status, direction: .forward,
            steps: zip(["ReserveInventory", "ProcessPayment", "CreateShipment"], states).map {
                SagaSummary.Step(name: $0, state: $1)
            }, step: isOver ? nil : 1, startedAt: ago(began), updatedAt: ago(updated),
            due: isOver ? nil : testNow.addingTimeInterval(8), lastError: isOver ? nil : error, touched: touched,
            revision: 5)
    }

    static let report = SagaReport(
        summary: saga("order-7f3a", touched: true),
        steps: [
            SagaReport.Step(
                name: "ReserveInventory", kind: .compensable, state: .succeeded, attemptCount: 1,
                key: "order-7f3a/ReserveInventory/forward", startedAt: ago(40), endedAt: ago(39.5),
                effect: .init(state: .standing, evidence: "reservation r-17")),
            SagaReport.Step(
                name: "ProcessPayment", kind: .compensable, state: .running,
                attempts: [
                    .init(
                        direction: .forward, number: 1, startedAt: ago(39), endedAt: ago(38), outcome: .unknown,
                        error: "no answer within 1 s"),
                    .init(
                        direction: .forward, number: 2, startedAt: ago(20), endedAt: ago(20), outcome: .failed,
                        error: "circuit breaker orders → payments is open"),
                ], attemptCount: 2, key: "order-7f3a/ProcessPayment/forward",
                lastError: "circuit breaker orders → payments is open",
                startedAt: ago(20), effect: .init(state: .unknown, evidence: "no answer tells whether it was done")),
            SagaReport.Step(
                name: "CreateShipment", kind: .retriable, state: .pending, effect: .init(state: .none)),
        ], counters: .init(late: 1, duplicate: 2, empty: 0),
        interventions: [
            .init(command: "c1", kind: .sagaRetry, actor: "ada", reason: "payments is back", at: ago(20))
        ], asOf: ago(0.4))

    static func onFire(_ state: inout State) {
        state.observe(ServiceWorlds.onFire, changes: OverviewWorlds.healthChanges)
        let override = BreakerReport.Override(
            kind: .forceOpen, owner: "ada", reason: "their database moves", until: testNow.addingTimeInterval(540))
        let orders = service(
            breakers: [breaker(), breaker("orders → shipping", .forcedOpen, since: 60, override: override)],
            sagas: [saga("order-7f3a", touched: true), saga("order-0001", .completed, began: 90, updated: 80)])
        let down = service("payments", heard: 42, breakers: [], trouble: "http://payments cannot be reached: refused")
        var open = OpenSaga(api: orders.id, id: "order-7f3a", report: Heard(nil))
        open.report.answered(report, at: ago(0.4))
        _ = reduce(&state, .operationsArrived(OperationsSnapshot(revision: 1, services: [orders, down], open: open)))
    }
}
