import Foundation
import TerminalUI
import Testing

@testable import Console
@testable import Traces

/// The three sizes that every page is drawn at.
let traceSizes = [Size(width: 60, height: 16), Size(width: 80, height: 24), Size(width: 160, height: 50)]

/// What the list of traces looks like.
@Suite struct TraceListFrameTests {
    private func draw(_ log: TraceLog, _ size: Size, _ name: String, keys: [String] = []) {
        var state = testState(size, page: .traces)
        state.see(log)
        for key in keys { state.press(key, in: log) }
        expectGolden(view(state), "list-\(name)-\(size.width)x\(size.height)")
    }

    @Test(arguments: traceSizes) func withoutALogThePageSaysWhereToNameOne(size: Size) {
        draw(TraceLog(files: []), size, "no-log")
    }

    @Test(arguments: traceSizes) func aLogThatIsNotThereIsWaitedFor(size: Size) {
        draw(TraceLog(files: [.init(path: "var/trace.jsonl", size: 0, read: 0, state: .waiting)]), size, "waiting")
    }

    @Test(arguments: traceSizes) func aLogThatCannotBeReadSaysWhy(size: Size) {
        let sentence = "var/trace.jsonl cannot be read: permission denied; let this user read it"
        let log = TraceLog(files: [.init(path: "var/trace.jsonl", size: 0, read: 0, state: .failed(sentence))])
        log.source.error = sentence
        draw(log, size, "unreadable")
    }

    @Test(arguments: traceSizes) func tracesAreListedNewestFirst(size: Size) throws {
        draw(try TraceWorlds.live(), size, "live")
    }

    @Test(arguments: traceSizes) func slowestFirstShowsWhatItIsSortedBy(size: Size) throws {
        draw(try TraceWorlds.live(), size, "slowest", keys: ["s"])
    }

    @Test(arguments: traceSizes) func everythingThatIsNotShownIsSaid(size: Size) throws {
        let log = try TraceWorlds.live()
        for trace in 100...400 { try log.append(TraceWorlds.goodOrder(trace), ago: Double(trace)) }
        log.append("{\"resourceSpans\": [oops")
        log.append("GET /health 200")
        log.append("{\"level\":\"info\"}")
        log.source.backfillTotal = 1_200 << 20
        log.source.backfillRemaining = 700 << 20
        log.totals.spansWithoutID = 3
        log.totals.evictedTraces = 1_204
        log.totals.evictedSpans = 8_400
        log.totals.metricPoints = 12_000
        try log.append(TraceWorlds.goodOrder(2), ago: 14)
        draw(log, size, "much", keys: ["PgDn", "j", "j"])
    }

    @Test(arguments: traceSizes) func aFilterSaysWhatItMatchesAndWhatItHides(size: Size) throws {
        let log = try TraceWorlds.live()
        var state = testState(size, page: .traces)
        state.see(log)
        state.press("/", in: log)
        state.type("status:error", in: log)
        state.press("Enter", in: log)
        expectGolden(view(state), "list-filtered-\(size.width)x\(size.height)")
    }

    @Test(arguments: traceSizes) func aFilterThatCannotBeReadIsPointedAt(size: Size) throws {
        let log = try TraceWorlds.live()
        var state = testState(size, page: .traces)
        state.see(log)
        state.press("/", in: log)
        state.type("service:payments status:broken", in: log)
        expectGolden(view(state), "list-filter-error-\(size.width)x\(size.height)")
    }

    @Test(arguments: traceSizes) func aFilterIsCompletedFromWhatWasSeen(size: Size) throws {
        let log = try TraceWorlds.live()
        var state = testState(size, page: .traces)
        state.see(log)
        state.press("/", in: log)
        state.type("service:", in: log)
        expectGolden(view(state), "list-completion-\(size.width)x\(size.height)")
    }

    @Test(arguments: traceSizes) func hostileNamesAreHarmless(size: Size) throws {
        let log = TraceLog()
        try log.append(TraceWorlds.hostile, ago: 4)
        draw(log, size, "hostile")
    }
}
