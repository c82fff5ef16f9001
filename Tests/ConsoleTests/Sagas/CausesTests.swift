import Foundation
import Operations
import OperationsWatching
import Probes
import Testing

@testable import Console
@testable import Traces

/// Why a saga does not go on, from the saga to what is broken.
struct CausesTests {
    private func why(_ id: String, _ fill: (inout State) -> Void) throws -> Cause? {
        var state = testState(page: .sagas)
        fill(&state)
        let saga = try #require(state.saga(KnownSaga.ID(service: "orders", id: id)))
        return state.causes.why(saga)
    }

    @Test func theChainGoesFromTheSagaToTheHealthOfWhatItsStepCalls() throws {
        let cause = try #require(try why("order-7f3a", SagaWorlds.onFire))
        #expect(cause.links.map(\.kind) == [.saga, .step, .call, .breaker, .health])
        #expect(cause.service == "payments" && cause.callee == "payments")
        #expect(cause.breaker?.name == "orders → payments")
        #expect(
            cause.sentence
                == "at ProcessPayment (p99 400 ms) because orders → payments is OPEN and payments is unhealthy")
    }

    @Test func aSagaThatGoesItsWayHasNoCause() throws {
        #expect(try why("order-0001", SagaWorlds.onFire) == nil)
        #expect(try why("order-done-3", SagaWorlds.onFire) == nil)
    }

    @Test func withoutTracesTheErrorsWordsNameTheService() throws {
        let cause = try why("order-1") { state in
            state.observe(ServiceWorlds.onFire)
            _ = reduce(
                &state,
                .tracesArrived(
                    testTraces(sagas: [
                        SagaWorlds.saga(
                            "order-1", "running", began: 60, updated: 59, [.succeeded, .running],
                            error: "payments answered 503")
                    ])))
        }
        #expect(cause?.service == "payments")
        #expect(cause?.sentence == "at ReserveInventory because payments is unhealthy")
    }

    @Test func aFullBulkheadIsALink() throws {
        let tier = BulkheadReport.Tier(
            tier: "critical", reserved: 5, limit: 10, queue: 20, longestWait: 1, inUse: 10, waiting: 7, entered: 100,
            queued: 50, rejected: 3, timedOut: 2, cancelled: 0)
        let cause = try why("order-1") { state in
            let service = ReportedWorlds.service(
                bulkheads: [BulkheadReport(name: "payments", capacity: 10, inUse: 10, tiers: [tier], revision: 1)],
                sagas: [ReportedWorlds.saga("order-1", error: "the bulkhead towards payments is full")])
            _ = reduce(&state, .operationsArrived(OperationsSnapshot(revision: 1, services: [service])))
        }
        #expect(cause?.links.last?.kind == .bulkhead)
        #expect(cause?.links.last?.words == "full: 10 of 10 run, 7 wait")
        #expect(cause?.sentence == "at ProcessPayment because the bulkhead payments is full")
    }

    @Test func aReportedErrorLeadsToTheBreakerItNames() throws {
        let cause = try why("order-7f3a", ReportedWorlds.onFire)
        #expect(cause?.breaker?.name == "orders → payments")
        #expect(cause?.service == "payments")
    }

    // MARK: - One cause is one entry

    @Test func sagasHeldUpByAServiceThatIsDownArePartOfItsEntry() throws {
        var state = testState(page: .overview)
        SagaWorlds.onFire(&state)
        let payments = try #require(state.overview.items.first { $0.title == "payments" })
        #expect(payments.consequences == ["orders degraded", "orders → payments OPEN", "order-7f3a stuck"])
        #expect(!state.overview.items.contains { $0.title == "order-7f3a" })
    }

    @Test func sagasHeldUpByABreakerTowardsAHealthyServiceArePartOfItsEntry() throws {
        var state = testState(page: .overview)
        state.observe(ServiceWorlds.healthy)
        _ = reduce(
            &state,
            .operationsArrived(
                OperationsSnapshot(
                    revision: 1,
                    services: [
                        ReportedWorlds.service(
                            breakers: [ReportedWorlds.breaker()],
                            sagas: (0..<5).map { ReportedWorlds.saga("order-\($0)") })
                    ])))
        let items = state.overview.items
        #expect(items.map(\.title) == ["orders → payments"])
        #expect(items.first?.consequences == ["5 sagas stuck"])
    }

    @Test func aLearnedCalleeIsTheNearestServiceBelowTheStepsSpan() {
        let snapshot = TraceSnapshot.reading(
            TestLog.order, asOf: Timestamp(nanoseconds: 1_795_529_007_000_000_000))
        #expect(snapshot.callees[SagaStepID(saga: "Order", step: "Pay")] == "payments")
    }
}

/// One order whose step calls payments through a client span.
private enum TestLog {
    static let order = """
        {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"orders"}}]},\
        "scopeSpans":[{"spans":[\
        {"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"00f067aa0ba90201","name":"saga.step Pay","kind":1,\
        "startTimeUnixNano":"1795529000000000000","endTimeUnixNano":"1795529001000000000","attributes":[\
        {"key":"saga.id","value":{"stringValue":"order-1"}},{"key":"saga.name","value":{"stringValue":"Order"}}]},\
        {"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"00f067aa0ba90202","parentSpanId":"00f067aa0ba90201",\
        "name":"POST /payments","kind":3,"startTimeUnixNano":"1795529000100000000",\
        "endTimeUnixNano":"1795529000900000000"}]}]}]}
        {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"payments"}}]},\
        "scopeSpans":[{"spans":[{"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"00f067aa0ba90203",\
        "parentSpanId":"00f067aa0ba90202","name":"POST /payments","kind":2,\
        "startTimeUnixNano":"1795529000200000000","endTimeUnixNano":"1795529000800000000"}]}]}]}

        """
}
