import Foundation
import TerminalUI
import Testing

@testable import Console
@testable import Traces

/// What a span's detail and the comparison with the usual look like.
@Suite struct SpanDetailFrameTests {
    /// The failed order with the cursor on the call that failed.
    private func atCharge(_ size: Size) throws -> (State, TraceLog) {
        let log = try TraceDetails.log()
        var state = testState(size, page: .traces)
        state.see(log)
        state.press("Enter", in: log)
        for _ in 0..<7 { state.press("j", in: log) }
        return (state, log)
    }

    private func name(_ name: String, _ size: Size) -> String { "\(name)-\(size.width)x\(size.height)" }

    @Test(arguments: traceSizes) func aSpanSaysWhatFailedFirst(size: Size) throws {
        var (state, log) = try atCharge(size)
        state.press("Enter", in: log)
        expectGolden(view(state), name("detail", size))
    }

    @Test(arguments: traceSizes) func theRestIsScrolledTo(size: Size) throws {
        var (state, log) = try atCharge(size)
        state.press("Enter", "Enter", "G", in: log)
        expectGolden(view(state), name("detail-end", size))
    }

    @Test func untilTheLineHasBeenReadThePaneSaysSo() throws {
        var (state, _) = try atCharge(traceSizes[1])
        state.press("Enter")
        expectGolden(view(state), "detail-loading-80x24")
    }

    @Test func aLineThatIsGoneIsSaidToBeGone() throws {
        var (state, log) = try atCharge(traceSizes[1])
        log.isGone = true
        state.press("Enter", in: log)
        expectGolden(view(state), "detail-gone-80x24")
    }

    @Test(arguments: traceSizes) func aTraceIsComparedWithItsUsual(size: Size) throws {
        var (state, log) = try atCharge(size)
        log.comparison = TraceOperations.comparison
        state.press("c", in: log)
        expectGolden(view(state), name("comparison", size))
    }
}
