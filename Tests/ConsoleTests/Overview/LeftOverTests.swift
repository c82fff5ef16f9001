import Foundation
import Operations
import Probes
import Testing

@testable import Console
@testable import OperationsWatching
@testable import Traces

/// What a trace log still tells of processes that are long gone.
struct LeftOverTests {
    private static let fiveHours: TimeInterval = 18_000

    /// A log whose writer ended five hours ago with a saga under way, one in need of hands and an open breaker.
    private func leftOver(heard: [String: TimeInterval] = [:]) -> TraceSnapshot {
        testTraces(
            sagas: [
                OverviewWorlds.saga("order-1", "running", updated: Self.fiveHours, step: ("Pay", .running, "")),
                OverviewWorlds.saga(
                    "order-2", "needs_attention", updated: Self.fiveHours, step: ("Refund", .compensationFailed, "no")),
            ], breakers: [testBreaker("orders", "orders → fraud", .open, since: Self.fiveHours)], heard: heard)
    }

    @Test func whatAProcessThatIsGoneLeftInTheLogNeedsNobodyNowAndIsNotForgotten() {
        var state = testState(page: .overview)
        _ = reduce(&state, .tracesArrived(leftOver()))
        #expect(titles(state) == ["1 saga"])
        let item = state.overview.items[0]
        #expect(item.state == "stale" && item.isStale && item.severity == .warning)
        #expect(
            item.reason
                == "needed hands when last heard of, 5 h ago; nothing tells of it or of its service since")
        #expect(state.sagaTally == (0, 0) && state.observation.board.open == 0)
        #expect(!state.screen[0].contains("stuck") && !state.screen[0].contains("breakers"))
        // Behind the door are both, drawn stale, and nobody calls them stuck.
        state.press("Enter")
        #expect(state.page == .sagas && state.sagaIndex.count == 2)
        #expect(state.screen.contains { $0.contains("order-1") && $0.contains("? running") })
        #expect(!state.screen.contains { $0.contains("stuck") })
    }

    @Test func aSagaOfAServiceThatStillWritesIsStuckHoweverLong() {
        var state = testState(page: .overview)
        _ = reduce(&state, .tracesArrived(leftOver(heard: ["orders": 2])))
        #expect(titles(state).sorted() == ["order-1", "order-2", "orders → fraud"])
        #expect(state.sagaTally == (0, 2) && state.observation.board.open == 1)
        // The service falls silent: an hour later they are what it left behind.
        _ = reduce(&state, .tick(testNow.addingTimeInterval(3_597)))
        #expect(state.sagaTally == (0, 2))
        _ = reduce(&state, .tick(testNow.addingTimeInterval(3_600)))
        #expect(state.sagaTally == (0, 0))
        // And a change that the log tells of, without a span, is a sign of life too.
        var changed = testState(page: .overview)
        let sign = DomainChange(
            time: moment(ago: 60), service: "orders", instance: "", trace: nil, span: nil,
            event: .version(VersionChange(version: "2", previous: nil)))
        var traces = leftOver()
        traces = testTraces(changes: [sign], sagas: traces.sagas, breakers: traces.breakers)
        _ = reduce(&changed, .tracesArrived(traces))
        #expect(changed.sagaTally == (0, 2))
    }

    @Test func aSagaThatItsServiceReportsIsNeverLeftOver() {
        var state = testState(page: .overview)
        let old = ReportedWorlds.saga("order-1", .needsAttention, began: Self.fiveHours, updated: Self.fiveHours)
        let snapshot = OperationsSnapshot(revision: 1, services: [ReportedWorlds.service(sagas: [old])])
        _ = reduce(&state, .operationsArrived(snapshot))
        #expect(titles(state) == ["order-1"] && !state.overview.items[0].isStale)
    }

    @Test func whatAQuietLogTellsIsDrawnStaleWithItsAge() {
        var state = testState(page: .overview)
        let saga = OverviewWorlds.saga("order-1", "running", updated: 720, step: ("Pay", .running, ""))
        _ = reduce(&state, .tracesArrived(testTraces(sagas: [saga], lastAppend: 720)))
        #expect(state.overview.items.map(\.isStale) == [true])
        #expect(state.overview.items[0].reason.hasSuffix("stale: from the trace log, which grew 12 min ago"))
        #expect(state.screen.contains { $0.hasPrefix("? order-1") })
    }

    private func titles(_ state: State) -> [String] { state.overview.items.map(\.title) }
}
