import Foundation
import Operations
import TerminalUI
import Testing

@testable import Console
@testable import OperationsWatching

/// What rows say of the commands on them, and of being marked.
struct RowFateTests {
    static let sizes = [Size(width: 80, height: 24), Size(width: 200, height: 50)]

    private func check(_ state: State, _ name: String, file: String = #filePath) {
        expectGolden(view(state), "\(name)-\(state.size.width)x\(state.size.height)", file: file)
    }

    private func onFire(_ page: Page, _ size: Size = Size(width: 80, height: 24)) -> State {
        var state = testState(size, page: page)
        state.acting = Acting(ids: ActingWorlds.ids())
        ReportedWorlds.onFire(&state)
        return state
    }

    /// The command of a key on its way: planned, confirmed, on record and taken by the service.
    private func sent(_ key: String, _ state: inout State, _ done: CommandState = .running) -> OperatorAction? {
        guard case .act(let action, .plan)? = state.press(key).first else { return nil }
        _ = reduce(&state, .acted(action.id, .planned(ActingWorlds.plan(action.intent))))
        state.type("because")
        state.press("Enter")
        _ = reduce(&state, .acted(action.id, .recorded))
        _ = reduce(&state, .acted(action.id, .reported(ActingWorlds.report(done, action.intent, id: action.id))))
        return action
    }

    private func closed(_ state: inout State, revision: Int) {
        var breaker = ReportedWorlds.breaker("orders → payments", .closed, since: 0)
        breaker.revision = 18
        let orders = ReportedWorlds.service(
            breakers: [breaker, ReportedWorlds.breaker("orders → shipping", .forcedOpen, since: 60)])
        _ = reduce(&state, .operationsArrived(OperationsSnapshot(revision: revision, services: [orders])))
    }

    @Test(arguments: sizes) func aBreakerWithACommandUnderWayIsPendingAndThenVerified(size: Size) throws {
        var state = onFire(.breakers, size)
        _ = try #require(sent("r", &state, .succeeded))
        check(state, "breaker-pending")
        closed(&state, revision: 2)
        state.toasts = []
        check(state, "breaker-verified")
        _ = reduce(&state, .tick(testNow.addingTimeInterval(RowFate.shownFor + 1)))
        #expect(state.acting.ended.isEmpty && !state.screen.contains { $0.contains("verified") })
    }

    @Test func whatIsNotSeenAfterHalfAMinuteIsSaidOnItsRow() throws {
        var state = onFire(.sagas)
        _ = try #require(sent("t", &state, .succeeded))
        #expect(state.screen.contains { $0.contains("order-7f3a") && $0.contains("pending retry") })
        _ = reduce(&state, .tick(testNow.addingTimeInterval(OperatorAction.patience)))
        state.toasts = []
        check(state, "saga-not-observed")
    }

    @Test func whatTheServiceRefusesIsNotDone() throws {
        var state = onFire(.breakers)
        let action = try #require(sent("h", &state))
        let failure = CommandReport.Failure(code: .commandRefused, detail: "it is forced open")
        _ = reduce(
            &state,
            .acted(
                action.id,
                .reported(ActingWorlds.report(.refused, action.intent, id: action.id, failure: failure))))
        #expect(state.screen.contains { $0.contains("orders → payments") && $0.contains("✖ not done") })
    }

    @Test func aDeadLetterIsPendingWhileItIsDelivered() throws {
        var state = EventWorlds.state()
        state.press("v", "v")
        _ = try #require(sent("t", &state))
        check(state, "letter-pending")
    }

    @Test func aReadModelIsPendingWhileItIsRebuilt() throws {
        var state = EventWorlds.state(Size(width: 200, height: 50))
        state.press("v")
        _ = try #require(sent("b", &state))
        check(state, "projection-pending")
    }

    @Test(arguments: sizes) func markedSagasAreSeenAndCounted(size: Size) {
        var state = onFire(.sagas, size)
        state.press("m", "m")
        check(state, "marked-sagas")
        state.press("M")
        state.toasts = []
        #expect(!state.screen.contains { $0.contains("marked") })
    }

    @Test func markedDeadLettersAreCounted() {
        var state = EventWorlds.state()
        state.press("v", "v", "m")
        #expect(state.screen.contains { $0.contains("* 1 marked") } && state.screen.contains { $0.contains("* order") })
    }

    // MARK: - In sixteen colours

    @Test func breakersInSixteenColours() throws {
        var state = onFire(.breakers)
        _ = try #require(sent("r", &state))
        expectGolden(view(state), depth: .sixteen, "breakers-16-colours")
    }

    @Test func sagasInSixteenColours() {
        var state = onFire(.sagas)
        state.press("m")
        expectGolden(view(state), depth: .sixteen, "sagas-16-colours")
    }

    @Test(arguments: [("log", 0), ("projections", 1), ("letters", 2)])
    func eventsInSixteenColours(listing: String, turns: Int) {
        var state = EventWorlds.state()
        for _ in 0..<turns { state.press("v") }
        expectGolden(view(state), depth: .sixteen, "events-\(listing)-16-colours")
    }
}
