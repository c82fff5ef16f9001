import Foundation
import TerminalUI
import Testing

@testable import Console
@testable import Traces

/// What the views beside the list look like.
@Suite struct TraceViewsFrameTests {
    private func draw(_ log: TraceLog, _ size: Size, _ name: String, keys: [String]) {
        var state = testState(size, page: .traces)
        state.see(log)
        for key in keys { state.press(key, in: log) }
        expectGolden(view(state), "\(name)-\(size.width)x\(size.height)")
    }

    @Test(arguments: traceSizes) func operationsAreATableThatCanBeSorted(size: Size) throws {
        let log = try TraceWorlds.live()
        log.operations = TraceOperations.usual
        draw(log, size, "operations", keys: ["v", "s"])
    }

    @Test(arguments: traceSizes) func theServiceGraphShowsWhoCallsWhom(size: Size) throws {
        let log = try TraceWorlds.live()
        func edge(_ caller: String, _ callee: String, _ calls: Int, _ errors: Int) -> ServiceEdge {
            ServiceEdge(
                id: .init(caller: caller, callee: callee), calls: calls, errors: errors,
                p50: .milliseconds(40 + errors), p99: .milliseconds(120 + calls / 10))
        }
        log.graph = [
            edge("orders", "inventory", 1_231, 1), edge("orders", "payments", 1_228, 92),
            edge("orders", "orders", 4, 0),
            edge("mobile-bff", "orders", 900, 70), edge("web-bff", "orders", 340, 2), edge("payments", "users", 12, 0),
        ]
        draw(log, size, "graph", keys: ["v", "v"])
    }

    @Test(arguments: traceSizes) func badLinesHaveTheirPlaceAndReason(size: Size) throws {
        let log = try TraceWorlds.live()
        log.append("{\"resourceSpans\": [oops")
        log.append("GET /health 200 \u{1B}[0m 3 ms")
        log.append("{\"resourceSpans\": 42}")
        log.totals.spansWithoutID = 3
        draw(log, size, "bad-lines", keys: ["b"])
    }

    @Test(arguments: traceSizes) func whereEveryLineCouldBeReadThatIsSaid(size: Size) throws {
        draw(try TraceWorlds.live(), size, "no-bad-lines", keys: ["b"])
    }
}
