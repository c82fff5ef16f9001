import Foundation
import Operations
import OperationsWatching
import Probes
import TerminalUI
import Testing

@testable import Console
@testable import Traces

/// What the keys of the Sagas and Breakers pages do, and what the console makes of several sources.
struct SagasReducerTests {
    private func onFire(_ page: Page = .sagas) -> State {
        var state = testState(Size(width: 120, height: 40), page: page)
        SagaWorlds.onFire(&state)
        return state
    }

    private func ids(_ state: State) -> [String] {
        (0..<state.sagaIndex.count).compactMap { state.sagaIndex[$0]?.id.id }
    }

    // MARK: - Order, filter, cursor

    @Test func whatNeedsHandsComesFirstAndWhatWaitsLongestNext() {
        #expect(ids(onFire()).prefix(5) == ["order-91c2", "order-33d0", "order-7f3a", "order-0001", "order-12ab"])
    }

    @Test(
        arguments: [
            ("status:needs_attention", ["order-91c2"]), ("status:stuck", ["order-7f3a"]),
            ("status:comp order-12", ["order-12ab"]), ("step:payment -status:ended", ["order-7f3a"]),
            ("TIMEOUT", ["order-91c2"]), ("service:payments", []),
            ("status:open", ["order-91c2", "order-33d0", "order-7f3a", "order-0001"]),
        ] as [(String, [String])])
    func aFilterLeavesWhatItSays(text: String, left: [String]) {
        var state = onFire()
        state.press("/")
        state.type(text)
        state.press("Enter")
        #expect(ids(state) == left)
    }

    @Test func anUnknownKeyOrStatusIsPointedAt() {
        for (text, words) in [("colour:red", "no key \"colour\""), ("status:fine", "no status begins with \"fine\"")] {
            var state = onFire()
            state.press("/")
            state.type(text)
            state.press("Enter")
            guard case .prompt(let prompt) = state.overlay else {
                Issue.record("\(text) was taken")
                continue
            }
            #expect(prompt.mistake?.message.hasPrefix(words) == true)
        }
    }

    @Test func theCursorStaysOnItsSagaWhileOthersArrive() {
        var state = onFire()
        state.press("j", "j")
        let selected = state.sagas.cursor.selected
        _ = reduce(
            &state,
            .tracesArrived(
                testTraces(
                    sagas: SagaWorlds.incident + [
                        SagaWorlds.saga("order-new", "needs_attention", began: 9, updated: 8, [.compensationFailed])
                    ])))
        #expect(state.sagas.cursor.selected == selected && ids(state).contains("order-new"))
    }

    @Test func anOpenSagaStaysOpenWhenItNoLongerMatchesTheFilter() {
        var state = onFire()
        state.press("/")
        state.type("status:open")
        state.press("Enter", "j", "j", "Enter")
        #expect(state.selectedSaga?.id.id == "order-7f3a")
        let compensated = SagaWorlds.saga(
            "order-7f3a", "compensated", began: 40, updated: 1, ended: 1, [.compensated, .compensated, .failed])
        func arrive(_ saga: ObservedSaga) {
            _ = reduce(&state, .tracesArrived(testTraces(sagas: [saga] + SagaWorlds.incident.dropFirst())))
        }
        arrive(compensated)
        #expect(!ids(state).contains("order-7f3a"))
        #expect(state.selectedSaga?.id.id == "order-7f3a" && state.selectedSaga?.status == .compensated)
        #expect(state.screen.contains { $0.contains("order-7f3a  hidden by the filter now") })
        arrive(SagaWorlds.incident[0])
        #expect(state.sagas.outsideFilter == nil && state.sagas.cursor.selected?.id == "order-7f3a")
        arrive(compensated)
        state.press("Esc")
        #expect(state.selectedSaga.map { ids(state).contains($0.id.id) } == true)
    }

    @Test func anOpenSagaIsLeftForTheFilterThatIsTypedNext() {
        var state = onFire()
        state.press("Enter", "/")
        state.type("status:stuck")
        state.press("Enter")
        #expect(state.selectedSaga?.id.id == "order-7f3a" && state.sagas.outsideFilter == nil)
    }

    @Test func anOpenBreakerStaysWhenItNoLongerMatchesTheFilter() {
        var state = onFire(.breakers)
        func arrive(_ breaker: ObservedBreaker.State) {
            let breakers = [("payments", breaker), ("stock", .open)].map {
                BreakerWorlds.breaker("orders", "orders → \($0.0)", $0.1, since: 3)
            }
            _ = reduce(&state, .tracesArrived(testTraces(breakers: breakers)))
        }
        arrive(.open)
        state.press("/")
        state.type("state:open orders")
        state.press("Enter", "Enter")
        #expect(state.selectedBreaker?.id.name == "orders → payments")
        arrive(.closed)
        #expect(state.selectedBreaker?.id.name == "orders → payments" && state.selectedBreaker?.state == .closed)
        state.press("Esc")
        #expect(state.selectedBreaker?.id.name == "orders → stock")
    }

    @Test func aSagaThatTheLogForgetsIsGone() {
        var state = onFire()
        _ = reduce(&state, .tracesArrived(testTraces(sagas: Array(SagaWorlds.incident.prefix(2)))))
        #expect(Set(ids(state)) == ["order-7f3a", "order-0001"])
        #expect(state.sagaIndex.total == 2)
    }

    // MARK: - From row to row

    @Test func escapeLeadsBackFromAFilterThatNobodyTyped() {
        var state = onFire()
        state.press("V")
        let filter = state.events.filter
        #expect(state.page == .events && !filter.isEmpty)
        state.press("A")
        #expect(state.page == .events, "no row, so nothing belongs to it")
        state.press("Esc")
        #expect(state.page == .sagas && state.events.filter.isEmpty)

        // One that was typed there comes away first.
        state.press("V", "/", "^u")
        state.type("type:OrderPlaced")
        state.press("Enter", "Esc")
        #expect(state.page == .events && state.events.filter.isEmpty)
        state.press("Esc")
        #expect(state.page == .sagas)

        // And what was typed on the page that is left stays.
        state.press("/")
        state.type("order")
        state.press("Enter", "V", "Esc")
        #expect(state.page == .sagas && state.sagas.filter == "order")
        state.press("Esc")
        #expect(state.page == .sagas && state.sagas.filter.isEmpty)
    }

    @Test func oneKeyLeadsFromTheSagaToWhatBelongsToItAndEscapeBack() {
        for (key, page) in [("T", Page.traces), ("B", .breakers), ("O", .services)] {
            var state = onFire()
            state.press("/")
            state.type("order-7f3a")
            state.press("Enter", "Enter", key)
            #expect(state.page == page, "\(key)")
            state.press("Esc")
            if state.page == page { state.press("Esc") }
            #expect(state.page == .sagas && state.selectedSaga?.id.id == "order-7f3a", "\(key)")
        }
    }

    @Test func fromTheBreakerOneKeyLeadsToItsSagasAndItsService() {
        var state = onFire(.breakers)
        state.press("n", "S")
        #expect(state.page == .sagas && ids(state) == ["order-7f3a"])
        state.press("Esc")
        #expect(state.page == .breakers)
        state.press("O")
        #expect(state.page == .services && state.services.cursor.selected == .service("payments"))
    }

    @Test func fromAServiceOneKeyLeadsToTheBreakerTowardsIt() {
        var state = onFire(.services)
        state.press("n", "B")
        #expect(state.page == .breakers && state.selectedBreaker?.id.name == "orders → payments")
        #expect(state.breakers.detail.isOpen)
        state.press("Esc")
        #expect(state.page == .services)
    }

    @Test func aPlaceThatIsComeToTwiceIsComeBackToAsItWas() {
        var state = onFire(.sagas)
        let first = KnownSaga.ID(service: "orders", id: "order-91c2")
        let second = KnownSaga.ID(service: "orders", id: "order-7f3a")
        _ = state.go(to: .saga(first))
        _ = state.go(to: .breaker(KnownBreaker.ID(service: "orders", instance: "", name: "orders → payments")))
        _ = state.go(to: .saga(second))
        state.press("Esc")
        #expect(state.page == .breakers)
        state.press("Esc")
        #expect(state.page == .sagas && state.sagas.cursor.selected == first)
    }

    @Test func whereNothingIsKnownTheKeySaysSo() {
        var state = testState(page: .breakers)
        state.press("T")
        #expect(state.toasts.map(\.text) == ["no trace is known of this row"])
    }

    // MARK: - Several sources

    @Test func whatIsReportedWinsAndADisagreementIsSaid() throws {
        var state = testState(page: .sagas)
        ReportedWorlds.onFire(&state)
        _ = reduce(
            &state,
            .tracesArrived(
                testTraces(
                    sagas: [SagaWorlds.saga("order-7f3a", "needs_attention", began: 40, updated: 30, [.failed])],
                    breakers: [testBreaker("orders", "orders → payments", .closed, since: 300)])))
        let saga = try #require(state.saga(KnownSaga.ID(service: "orders", id: "order-7f3a")))
        #expect(saga.statusWord == "waiting" && saga.source.kind == .reported && saga.revision == 5)
        #expect(saga.disagreement == "the trace log says needs_attention")
        let breaker = try #require(state.board.breakers.first { $0.id.name == "orders → payments" })
        #expect(breaker.state == .open && breaker.revision == 17 && breaker.failureRate == 62)
        #expect(breaker.disagreement == "the trace log says CLOSED")
    }

    /// The log has no word for a saga that waits for its next try.
    @Test func aSagaThatIsReportedWaitingIsUnderWayInTheLogToo() throws {
        var state = testState(page: .sagas)
        ReportedWorlds.onFire(&state)
        let observed = SagaWorlds.saga("order-7f3a", "running", began: 40, updated: 30, [.succeeded, .failed])
        _ = reduce(&state, .tracesArrived(testTraces(sagas: [observed])))
        let saga = try #require(state.saga(KnownSaga.ID(service: "orders", id: "order-7f3a")))
        #expect(saga.statusWord == "waiting" && saga.disagreement == nil)
    }

    @Test func anApiThatLeavesGivesItsSagasBackToTheLog() throws {
        var state = testState(page: .sagas)
        ReportedWorlds.onFire(&state)
        _ = reduce(
            &state,
            .tracesArrived(
                testTraces(sagas: [SagaWorlds.saga("order-7f3a", "running", began: 40, updated: 3, [.running])])))
        _ = reduce(&state, .operationsArrived(OperationsSnapshot(revision: 2, services: [])))
        #expect(ids(state) == ["order-7f3a"])
        #expect(state.selectedSaga?.source.kind == .observed)
    }

    @Test func openingAReportedSagaAsksItsServiceOnce() {
        var state = testState(page: .sagas)
        ReportedWorlds.onFire(&state)
        let opened = state.press("Enter")
        #expect(opened == [.openSaga("order-7f3a", api: "http://orders/ops/v1")])
        let moved = state.press("j")
        #expect(moved.isEmpty)
        let closed = state.press("Esc")
        #expect(closed == [.openSaga(nil, api: nil)])
    }

    @Test func factsLockWhenTheyAreStaleOrNotReported() throws {
        var state = testState(page: .breakers)
        ReportedWorlds.onFire(&state)
        let reported = try #require(state.board.breakers.first { $0.source.kind == .reported })
        #expect(Lock.reason(reported, at: testNow) == nil)
        #expect(Lock.reason(reported, at: testNow.addingTimeInterval(5.5)) == nil)
        let stale = try #require(Lock.reason(reported, at: testNow.addingTimeInterval(20)))
        #expect(stale.hasPrefix("what is shown of orders → payments is 20 s old, more than three intervals"))
        let observed = try #require(onFire().board.breakers.first)
        #expect(Lock.reason(observed, at: testNow)?.contains("takes an Operations API") == true)
    }

    @Test func instancesOfABreakerThatDifferAreMarked() throws {
        var state = testState(page: .breakers)
        BreakerWorlds.onFire(&state)
        let group = try #require(state.breakers.rows.first { $0.isGroup })
        #expect(group.drifts && group.breakers.count == 2)
        state.press("/")
        state.type("drift")
        state.press("Enter")
        #expect(state.breakers.rows.count == 3)
        state.press("z")
        #expect(state.breakers.rows.count == 1)
    }

    @Test func belowTheMinimumOfCallsARateIsNoNumber() {
        #expect(BreakerWords.rate(nil) == "n/a")
        #expect(BreakerWords.rate(0) == "0 %")
    }
}
