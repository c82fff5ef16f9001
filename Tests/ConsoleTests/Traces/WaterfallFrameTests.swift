import Foundation
import TerminalUI
import Testing

@testable import Console
@testable import Traces

/// What an open trace looks like.
@Suite struct WaterfallFrameTests {
    private func open(_ spans: [LoggedSpan], _ size: Size, usual: Bool = false) throws -> (State, TraceLog) {
        let log = TraceLog()
        try log.append(spans, ago: 9)
        if usual { log.usual = TraceOperations.usual }
        var state = testState(size, page: .traces)
        state.see(log)
        state.press("Enter", in: log)
        return (state, log)
    }

    private func name(_ name: String, _ size: Size) -> String { "\(name)-\(size.width)x\(size.height)" }

    @Test(arguments: traceSizes) func aFailedTraceShowsWhereAndHowLong(size: Size) throws {
        let (state, _) = try open(TraceWorlds.failedOrder, size, usual: true)
        expectGolden(view(state), name("waterfall-failed", size))
    }

    @Test(arguments: traceSizes) func whatIsOddIsSaidInWords(size: Size) throws {
        let (state, _) = try open(TraceWorlds.oddOrder, size)
        expectGolden(view(state), name("waterfall-odd", size))
    }

    @Test(arguments: traceSizes) func foldedSpansSayWhatTheyHide(size: Size) throws {
        var (state, log) = try open(TraceWorlds.failedOrder, size)
        state.press("Z", in: log)
        state.press("j", "j", in: log)
        expectGolden(view(state), name("waterfall-folded", size))
    }

    @Test(arguments: traceSizes) func aSearchMarksWhatItFound(size: Size) throws {
        var (state, log) = try open(TraceWorlds.failedOrder, size)
        state.press("/", in: log)
        state.type("bank", in: log)
        state.press("Enter", "n", in: log)
        expectGolden(view(state), name("waterfall-search", size))
    }

    @Test(arguments: traceSizes) func theAxisCanBeStretchedToASpan(size: Size) throws {
        var (state, log) = try open(TraceWorlds.failedOrder, size)
        state.press("j", "j", "j", "x", in: log)
        expectGolden(view(state), name("waterfall-stretched", size))
    }

    @Test(arguments: traceSizes) func hostileNamesAreHarmless(size: Size) throws {
        let (state, _) = try open(TraceWorlds.hostile, size)
        expectGolden(view(state), name("waterfall-hostile", size))
    }

    @Test(arguments: traceSizes) func aDeepTreeKeepsItsNamesReadable(size: Size) throws {
        let chain = (1...60).map { level in
            LoggedSpan(
                level, under: level - 1, "level \(level)", "deep", at: Double(level), took: 500 - Double(level) * 5)
        }
        var (state, log) = try open(chain, size)
        state.press("G", in: log)
        expectGolden(view(state), name("waterfall-deep", size))
    }

    @Test(arguments: traceSizes) func asciiTerminalsSeeTheSame(size: Size) throws {
        let log = TraceLog()
        try log.append(TraceWorlds.failedOrder, ago: 9)
        let options = Options(
            operatorName: "ada", theme: .monochrome.with(art: .ascii), zone: .fixed(0))
        var state = State(options: options, size: size, now: testNow, page: .traces)
        state.see(log)
        state.press("Enter", in: log)
        expectGolden(view(state), name("waterfall-ascii", size))
    }
}
