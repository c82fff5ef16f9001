import Foundation
import OTLP
import TerminalUI
import Testing

@testable import Console
@testable import Traces

/// What keys and arriving data do to the Traces page.
@Suite struct TracesReducerTests {
    private func console(_ log: TraceLog, _ size: Size = Size(width: 100, height: 30)) -> State {
        var state = testState(size, page: .traces)
        state.see(log)
        return state
    }

    private func opened(_ spans: [LoggedSpan], _ size: Size = Size(width: 100, height: 30)) throws -> (State, TraceLog)
    {
        let log = TraceLog()
        try log.append(spans, ago: 9)
        var state = console(log, size)
        state.press("Enter", in: log)
        return (state, log)
    }

    private func spanName(_ state: State) -> String? { state.traces.open?.selected?.name }

    /// A busy engine answers late, and hands out other snapshots before that.
    @Test func onlyItsAnswerSaysThatATraceIsNotInMemory() throws {
        let log = try TraceWorlds.live()
        var state = console(log)
        let asked = LoggedSpan.traceID(99)
        let effects = state.openTrace(asked)
        for _ in 0..<5 { state.see(log) }
        #expect(state.screen.contains { $0.contains("opening") })
        log.take(effects)
        state.see(log)
        #expect(state.screen.contains { $0.contains("this trace is not in memory") })
    }

    @Test func aKeyThatMeansNothingHereSaysSo() throws {
        var (state, _) = try opened(TraceWorlds.goodOrder(1))
        _ = state.press("@")
        #expect(state.screen.contains { $0.contains("@ does nothing here: ? shows what does") })
    }

    @Test func whatAKeyCouldNotDoIsNotReadAsTheNextOnesAnswer() throws {
        var (state, _) = try opened(TraceWorlds.goodOrder(1))
        _ = state.press("E")
        #expect(state.screen.contains { $0.contains("no span of this trace failed") })
        _ = reduce(&state, .tick(state.now.addingTimeInterval(2)))
        #expect(state.screen.contains { $0.contains("no span of this trace failed") })
        _ = state.press("j")
        #expect(!state.screen.contains { $0.contains("no span of this trace failed") })
    }

    // MARK: The list

    @Test func theCursorStaysOnItsTraceAndLineWhileOthersArrive() throws {
        let log = try TraceWorlds.live()
        // As many rows as the list has traces are more than fit: it can scroll.
        var state = console(log, Size(width: 100, height: 16))
        state.press("j", "j", "j", in: log)
        let before = try #require(state.selectedTrace)
        let line = state.traces.list.cursor.row - state.traces.list.cursor.top
        for trace in 60...90 {
            try log.append(TraceWorlds.goodOrder(trace), ago: 0.5)
            state.see(log)
        }
        #expect(state.selectedTrace?.id == before.id)
        #expect(state.traces.list.cursor.row - state.traces.list.cursor.top == line)
        #expect(state.screen.contains { $0.contains("31 newer above: g goes there") })
    }

    /// The root is written last: only a trace that has gone quiet without one has lost it.
    @Test func aYoungTraceWithoutItsRootIsRunning() throws {
        let log = TraceLog()
        try log.append(
            [LoggedSpan(0x51, under: 0x99, "pack", "shipping", at: 0, took: 61, trace: 51, kind: 2)], ago: 3)
        var state = console(log)
        #expect(state.screen.contains { $0.contains("▶ running") && $0.contains(">3 s") && $0.contains("pack") })
        _ = reduce(&state, .tick(state.now.addingTimeInterval(10)))
        #expect(state.screen.contains { $0.contains("? no root") && $0.contains("61 ms") && $0.contains("pack") })
    }

    @Test func theTopFollowsTheNewestTrace() throws {
        let log = try TraceWorlds.live()
        var state = console(log)
        try log.append(TraceWorlds.goodOrder(70), ago: 0.1)
        state.see(log)
        #expect(state.selectedTrace?.id == LoggedSpan.traceID(70))
        state.press("j", "g", in: log)
        try log.append(TraceWorlds.goodOrder(71), ago: 0.05)
        state.see(log)
        #expect(state.selectedTrace?.id == LoggedSpan.traceID(71))
    }

    @Test func sGoesFromNewestToSlowestToFailed() throws {
        let log = try TraceWorlds.live()
        var state = console(log)
        #expect(state.press("s") == [.queryTraces(TraceQuery(sort: .slowest))])
        #expect(state.press("s") == [.queryTraces(TraceQuery(sort: .failed))])
        #expect(state.press("s") == [.queryTraces(TraceQuery(sort: .newest))])
    }

    @Test func aPausedListStaysAsItWasWhileTracesArrive() throws {
        let log = try TraceWorlds.live()
        var state = console(log)
        state.press("space", in: log)
        let before = state.screen.dropFirst()
        try log.append(TraceWorlds.goodOrder(70), ago: 0.1)
        state.see(log)
        #expect(state.screen.dropFirst() == before)
        state.press("space", in: log)
        #expect(state.selectedTrace?.id == LoggedSpan.traceID(70))
    }

    // MARK: The filter

    @Test func aFilterIsAskedForAsItIsTyped() throws {
        let log = try TraceWorlds.live()
        var state = console(log)
        state.press("/", in: log)
        state.type("status:error", in: log)
        #expect(log.query.filter.source == "status:error")
        #expect(state.observation.traces.list.count == 1)
    }

    @Test func theBeginningOfAKeyIsNotYetSearchedFor() throws {
        let log = try TraceWorlds.live()
        var state = console(log)
        state.press("/", in: log)
        state.type("service:payments sta", in: log)
        #expect(log.query.filter.source == "service:payments ")
    }

    @Test func escapeRestoresTheFilterThatWasThere() throws {
        let log = try TraceWorlds.live()
        var state = console(log)
        state.press("/", in: log)
        state.type("service:orders", in: log)
        state.press("Enter", "/", in: log)
        state.type(" status:error", in: log)
        #expect(log.query.filter.source == "service:orders status:error")
        state.press("Esc", in: log)
        #expect(log.query.filter.source == "service:orders")
        #expect(state.overlay == nil)
    }

    @Test func escapeFromAFilterGoesBackToTheTraceThatWasSelected() throws {
        let log = try TraceWorlds.live()
        var state = console(log)
        state.press("j", "j", "j", "j", in: log)
        let before = try #require(state.selectedTrace?.id)
        state.press("/", in: log)
        state.type("status:error", in: log)
        #expect(state.selectedTrace?.id == LoggedSpan.traceID(1))
        state.press("Esc", in: log)
        #expect(state.selectedTrace?.id == before)
    }

    @Test func whatIsAskedForWhilePausedIsAnswered() throws {
        let log = try TraceWorlds.live()
        var state = console(log)
        state.press("j", "space", "Enter", in: log)
        #expect(spanName(state) == "process-order")
        state.press("Esc", "/", in: log)
        state.type("service:mobile", in: log)
        #expect(state.observation.traces.list.count == 1)
        #expect(state.isPaused)
    }

    @Test func aFilterThatCannotBeReadKeepsThePromptAndPointsAtItsPlace() throws {
        let log = try TraceWorlds.live()
        var state = console(log)
        state.press("/", in: log)
        state.type("status:broken", in: log)
        state.press("Enter", in: log)
        guard case .prompt(let prompt) = state.overlay else {
            Issue.record("the prompt is gone")
            return
        }
        #expect(prompt.mistake?.place == 7)
        #expect(log.query.filter.isEmpty)
    }

    @Test func keysAndSeenServicesCompleteAFilter() throws {
        let log = try TraceWorlds.live()
        let state = console(log)
        #expect(state.tracesFilterCompletions("ser").completions.map(\.text) == ["service:"])
        let (services, start) = state.tracesFilterCompletions("status:error service:pay")
        #expect(services.map(\.text) == ["service:payments"])
        #expect(start == 13)
    }

    @Test func aDoorFromAnotherPageFiltersAndEscapeLeadsBack() throws {
        let log = try TraceWorlds.live()
        var state = testState(page: .overview)
        state.see(log)
        log.take(state.go(to: .traces(filter: "saga:order-7f3a")))
        state.see(log)
        #expect(state.selectedTrace?.saga == "order-7f3a")
        #expect(state.observation.traces.list.hiddenCount == 13)
        #expect(state.page == .traces)
    }

    // MARK: The tree

    @Test func theCursorStaysOnItsSpanAndLineWhenALateParentJoins() throws {
        let log = TraceLog()
        let spans = TraceWorlds.failedOrder
        try log.append(spans.filter { $0.id != 0x13 && $0.id != 0x12 }, ago: 9)
        var state = console(log)
        state.press("Enter", "G", "k", in: log)
        #expect(spanName(state) == "bank.authorize")
        let line = state.traces.open.map { $0.cursor.row - $0.cursor.top }
        #expect(state.screen.contains { $0.contains("missing parent 0000000000000013") })
        try log.append(spans.filter { $0.id == 0x13 }, ago: 9)
        try log.append(spans.filter { $0.id == 0x12 }, ago: 9)
        state.see(log)
        #expect(state.traces.open?.selected?.id == .span(SpanID(0x19)))
        #expect(!state.screen.contains { $0.contains("missing parent") })
        // The tree grew by a row above; on a screen that shows all of it the line moves with the span.
        #expect(line != nil)
    }

    @Test func inALongTreeALateParentMovesNothingOnTheScreen() throws {
        let log = TraceLog()
        var spans = [LoggedSpan(1, "root", "orders", at: 0, took: 1_000)]
        for child in 2...200 {
            spans.append(LoggedSpan(child, under: 1, "step \(child)", "orders", at: Double(child), took: 1))
        }
        try log.append(spans.filter { $0.id != 20 }, ago: 9)
        var state = console(log)
        state.press("Enter", "^d", "^d", "^d", "^d", "^d", "^d", in: log)
        let before = try #require(state.traces.open)
        let shown = state.screen[6..<20].map { $0.prefix(30) }
        try log.append(spans.filter { $0.id == 20 }, ago: 9)
        state.see(log)
        let after = try #require(state.traces.open)
        #expect(after.rows.count == before.rows.count + 1)
        #expect(after.selected?.id == before.selected?.id)
        #expect(after.cursor.row == before.cursor.row + 1)
        #expect(state.screen[6..<20].map { $0.prefix(30) } == shown)
    }

    @Test func foldingHidesWhatHangsBelowAndLeftGoesToTheParent() throws {
        var (state, log) = try opened(TraceWorlds.failedOrder)
        state.press("j", "j", "z", in: log)
        #expect(state.traces.open?.rows.count == 3)
        state.press("z", in: log)
        #expect(state.traces.open?.rows.count == 10)
        state.press("j", "j", "j", "←", in: log)
        #expect(spanName(state) == "reserve")
        state.press("←", in: log)
        #expect(state.traces.open?.rows.count == 9)
        state.press("→", in: log)
        #expect(state.traces.open?.rows.count == 10)
    }

    @Test func foldingAllKeepsTheCursorOnWhatHidesItsSpan() throws {
        var (state, log) = try opened(TraceWorlds.failedOrder)
        state.press("G", "Z", in: log)
        #expect(spanName(state) == "create-order")
        #expect(state.traces.open?.rows.count == 3)
        state.press("Z", in: log)
        #expect(state.traces.open?.rows.count == 10)
        #expect(spanName(state) == "create-order")
    }

    @Test func theNextErrorIsUnfoldedWhereItIsHidden() throws {
        var (state, log) = try opened(TraceWorlds.failedOrder)
        state.press("Z", "j", "j", "E", in: log)
        #expect(spanName(state) == "POST /charges")
        state.press("W", "W", in: log)
        #expect(spanName(state) == "process-order")
        state.press("W", in: log)
        #expect(state.traces.open?.selected?.id == .span(SpanID(0x1a)))
    }

    @Test func aTraceWithoutErrorsSaysSo() throws {
        var (state, log) = try opened(TraceWorlds.goodOrder(1))
        state.press("E", in: log)
        #expect(state.toasts.map(\.text) == ["no span of this trace failed"])
    }

    @Test func aSearchGoesRoundItsMatches() throws {
        var (state, log) = try opened(TraceWorlds.failedOrder)
        state.press("/", in: log)
        state.type("BANK", in: log)
        state.press("Enter", in: log)
        #expect(state.traces.open?.selected?.id == .span(SpanID(0x19)))
        state.press("n", in: log)
        #expect(state.traces.open?.selected?.id == .span(SpanID(0x1a)))
        state.press("n", "N", in: log)
        #expect(state.traces.open?.selected?.id == .span(SpanID(0x1a)))
        state.press("Esc", in: log)
        #expect(state.traces.open?.search == nil)
        #expect(state.traces.open != nil)
    }

    @Test func aSearchGoesToItsMatchAsItIsTypedAndEscapeGoesBack() throws {
        var (state, log) = try opened(TraceWorlds.failedOrder)
        state.press("j", "/", in: log)
        state.type("bank", in: log)
        #expect(state.traces.open?.selected?.id == .span(SpanID(0x19)))
        state.press("Esc", in: log)
        #expect(spanName(state) == "validate-order")
        #expect(state.traces.open?.search == nil)
    }

    @Test func aSearchThatFindsNothingKeepsThePrompt() throws {
        var (state, log) = try opened(TraceWorlds.failedOrder)
        state.press("/", in: log)
        state.type("nowhere", in: log)
        state.press("Enter", in: log)
        #expect(state.overlay != nil)
    }

    @Test func aTraceThatLeavesMemoryStaysOnTheScreen() throws {
        var (state, log) = try opened(TraceWorlds.failedOrder)
        log.hasForgotten = true
        state.see(log)
        #expect(state.traces.open?.rows.count == 10)
        #expect(state.screen.contains { $0.contains("has left memory") })
    }

    @Test func whatTheFilterMatchedIsMarkedAndFoundFirst() throws {
        let log = try TraceWorlds.live()
        var state = console(log)
        state.press("/", in: log)
        state.type("name:reserve", in: log)
        state.press("Enter", "Enter", in: log)
        #expect(spanName(state) == "reserve")
        #expect(state.screen.contains { $0.contains("◆") && $0.contains("reserve inventory") })
    }

    // MARK: The detail

    @Test func theDetailFollowsTheCursor() throws {
        let log = try TraceDetails.log()
        var state = console(log, Size(width: 160, height: 40))
        #expect(state.press("Enter") == [.openTrace(LoggedSpan.traceID(1))])
        log.take([.openTrace(LoggedSpan.traceID(1))])
        state.see(log)
        #expect(state.press("Enter") == [.loadSpan(LoggedSpan.traceID(1), .span(SpanID(0x11)))])
        #expect(state.press("j") == [.loadSpan(LoggedSpan.traceID(1), .span(SpanID(0x12)))])
    }

    @Test func aRunningSpansDetailIsReadAgainWhenItEnds() throws {
        let log = TraceLog()
        let trace = 1
        try log.append([LoggedSpan(0x10, "place", "orders", at: 0, took: nil, trace: trace)], ago: 9)
        var state = console(log)
        state.press("Enter", in: log)
        state.press("Enter", in: log)
        #expect(state.traces.open?.detail.detail?.end == nil)
        #expect(state.traces.open?.detail.detail != nil)
        try log.append([LoggedSpan(0x10, "place", "orders", at: 0, took: 40, trace: trace)], ago: 9)
        let effects = reduce(&state, .tracesArrived(log.snapshot()))
        #expect(effects == [.loadSpan(LoggedSpan.traceID(trace), .span(SpanID(0x10)))])
        // What is known stays on screen meanwhile, and it is asked for once.
        #expect(state.traces.open?.detail.detail != nil)
        #expect(reduce(&state, .tracesArrived(log.snapshot())).isEmpty)
        log.take(effects)
        state.see(log)
        #expect(state.traces.open?.detail.detail?.end != nil)
    }

    @Test func theComparisonIsAskedForAgainAsTheLogGoesOn() throws {
        let log = try TraceWorlds.live()
        var state = console(log)
        state.press("Enter", in: log)
        let id = try #require(state.traces.open?.id)
        #expect(state.press("c") == [.compareTrace(id)])
        try log.append(TraceWorlds.goodOrder(90), ago: 0.5)
        #expect(reduce(&state, .tracesArrived(log.snapshot())).isEmpty, "one question at a time")
        _ = reduce(&state, .traceCompared(TraceComparisonResult(trace: id, outcome: .failed("no"))))
        #expect(reduce(&state, .tracesArrived(log.snapshot())).isEmpty, "and not too often")
        _ = reduce(&state, .tick(state.now.addingTimeInterval(3)))
        #expect(reduce(&state, .tracesArrived(log.snapshot())) == [.compareTrace(id)])
        _ = reduce(&state, .traceCompared(TraceComparisonResult(trace: id, outcome: .failed("yes"))))
        guard case .failed("yes") = state.traces.open?.comparison.outcome else {
            Issue.record("the newer answer is not shown")
            return
        }
    }

    @Test func operationsAreWorkedOutOnlyWhileTheyAreLookedAt() throws {
        var state = console(try TraceWorlds.live())
        #expect(state.press("v") == [.watchOperations(true)])
        #expect(state.press("1").contains(.watchOperations(false)))
        #expect(state.press("5").contains(.watchOperations(true)))
        #expect(state.press("v").isEmpty)
    }

    @Test func anExportThatIsNotWholeSaysSo() throws {
        var state = console(try TraceWorlds.live())
        _ = reduce(&state, .exported(path: "x.json", shortfall: "1 log record is left out: gone"))
        #expect(state.toasts.last?.text == "written to x.json, but 1 log record is left out: gone")
    }

    @Test func anAnswerForASpanThatWasLeftIsNotShown() throws {
        let log = try TraceDetails.log()
        var state = console(log, Size(width: 160, height: 40))
        state.press("Enter", in: log)
        log.take(state.press("Enter"))
        let late = try #require(log.answer())
        log.take(state.press("j"))
        log.take(reduce(&state, late))
        #expect(state.traces.open?.detail.answer == .loading)
    }

    @Test func aLinkLeadsToItsTraceAndEscapeBack() throws {
        let log = try TraceDetails.log()
        var state = console(log, Size(width: 160, height: 40))
        state.press("Enter", in: log)
        for _ in 0..<7 { state.press("j", in: log) }
        state.press("Enter", in: log)
        // Two links: the first f shows them, the second follows.
        state.press("f", "f", in: log)
        #expect(state.traces.open?.id == LoggedSpan.traceID(2))
        #expect(state.traces.open?.selected?.id == .span(SpanID(0xc9)))
        state.press("Esc", in: log)
        #expect(state.traces.open?.id == LoggedSpan.traceID(1))
        #expect(spanName(state) == "charge")
    }

    @Test func escapeClosesStepByStep() throws {
        let log = try TraceDetails.log()
        var state = console(log, Size(width: 160, height: 40))
        state.press("Enter", "Enter", "w", in: log)
        #expect(state.traces.open?.isPaneFocused == true)
        state.press("Esc", in: log)
        #expect(state.traces.open?.isPaneFocused == false)
        state.press("Esc", in: log)
        #expect(state.traces.open?.pane == nil)
        #expect(state.press("Esc") == [.openTrace(nil)])
        #expect(state.traces.open == nil)
    }

    @Test func yCopiesWhatTheCursorIsOn() throws {
        let log = try TraceDetails.log()
        var state = console(log, Size(width: 160, height: 40))
        #expect(state.press("y") == [.copy(LoggedSpan.traceID(1).description)])
        state.press("Enter", in: log)
        #expect(state.press("y") == [.copy("0000000000000011 process-order")])
    }

    @Test func capitalYCopiesTheWholeTrace() throws {
        let log = try TraceDetails.log()
        var state = console(log)
        #expect(state.press("Y") == [.copyTrace(LoggedSpan.traceID(1))])
    }

    @Test func eExportsTheSelectedOrTheOpenTrace() throws {
        let log = try TraceDetails.log()
        var state = console(log)
        #expect(state.press("e") == [.exportTrace(LoggedSpan.traceID(1))])
        state.press("Enter", in: log)
        #expect(state.press("e") == [.exportTrace(LoggedSpan.traceID(1))])
    }

    // MARK: Other views and doors

    @Test func anOperationLeadsToItsTraces() throws {
        let log = try TraceDetails.log()
        var state = console(log)
        state.press("v", in: log)
        #expect(state.traces.isWatchingOperations)
        state.press("j", in: log)
        let operation = try #require(state.selectedOperation)
        state.press("Enter", in: log)
        #expect(log.query.filter.source == TraceFilterText.operation(operation.id))
        #expect(state.traces.view == .traces)
        #expect(!state.traces.isWatchingOperations)
    }

    @Test func namesWithBlanksAndQuotesSurviveAsFilters() throws {
        let id = OperationStatistics.ID(service: "my shop", name: #"say "hi" \ now"#)
        let filter = try TraceFilter(parsing: TraceFilterText.operation(id))
        #expect(filter.terms.map(\.condition) == [.service("my shop"), .name(#"say "hi" \ now"#)])
    }

    @Test func oGoesToTheServiceOfTheSpan() throws {
        var (state, log) = try opened(TraceWorlds.failedOrder)
        state.press("G", in: log)
        state.press("o")
        #expect(state.page == .services)
        state.press("Esc")
        #expect(state.page == .traces)
        #expect(state.traces.open?.id == LoggedSpan.traceID(1))
    }

    @Test func capitalSShowsTheTracesOfTheSaga() throws {
        let log = try TraceWorlds.live()
        var state = console(log)
        state.press("j", "S", in: log)
        #expect(log.query.filter.source == "saga:order-7f3a")
    }

    @Test func aClickChoosesARowAndADoubleClickOpensIt() throws {
        let log = try TraceWorlds.live()
        var state = console(log)
        // Two lines of the screen, the summary and the headings stand above the first row.
        log.take(reduce(&state, .input(.mouse(MouseEvent(.press(.left), at: Point(x: 20, y: 5))))))
        #expect(state.selectedTrace?.id == LoggedSpan.traceID(1))
        log.take(reduce(&state, .input(.mouse(MouseEvent(.doublePress(.left), at: Point(x: 20, y: 5))))))
        #expect(state.traces.open?.id == LoggedSpan.traceID(1))
    }

    @Test func aClickOnANoticeShowsTheBadLines() throws {
        let log = try TraceWorlds.live()
        log.append("not a line of OTLP")
        var state = console(log)
        log.take(reduce(&state, .input(.mouse(MouseEvent(.press(.left), at: Point(x: 20, y: 3))))))
        #expect(state.traces.view == .badLines)
        let offset = try #require(state.traces.badLines.selected).offset
        let copied = "var/trace.jsonl at byte \(offset), not OTLP\nnot a line of OTLP"
        #expect(state.press("y") == [.copy(copied)])
    }
}
