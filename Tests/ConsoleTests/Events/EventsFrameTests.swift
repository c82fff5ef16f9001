import Foundation
import Operations
import TerminalUI
import Testing

@testable import Console
@testable import OperationsWatching

/// How the Events page looks, as text.
struct EventsFrameTests {
    static let sizes = [Size(width: 80, height: 24), Size(width: 200, height: 50)]

    private func check(_ state: State, _ name: String, file: String = #filePath) {
        expectGolden(view(state), "\(name)-\(state.size.width)x\(state.size.height)", file: file)
    }

    @Test(arguments: sizes) func theLogListsTheNewestEventsOfAllServicesFirst(size: Size) {
        check(EventWorlds.state(size), "log")
    }

    @Test(arguments: sizes) func anOpenedEventShowsItsJSONItsCauseAndItsEffects(size: Size) {
        var state = EventWorlds.state(size)
        state.press("j", "Enter")
        check(state, "event")
    }

    @Test(arguments: sizes) func projectionsShowPositionLagRateAndRebuild(size: Size) {
        var state = EventWorlds.state(size)
        state.press("v")
        check(state, "projections")
    }

    @Test(arguments: sizes) func deadLettersShowTheirReason(size: Size) {
        var state = EventWorlds.state(size)
        state.press("v", "v", "m")
        check(state, "letters")
    }

    @Test func withoutOperationsTheConfigIsNamed() {
        check(EventWorlds.state(Size(width: 80, height: 24), .empty), "empty")
    }

    @Test func whoDoesNotAnswerIsNamed() {
        let board = EventWorlds.board(
            trouble: "http://127.0.0.1:18081/ops/v1 cannot be reached: connection refused", age: 42)
        check(EventWorlds.state(Size(width: 80, height: 24), board), "silent")
    }

    @Test(arguments: [
        ("type:orderplaced", 2), ("saga:7f3a", 3), ("stream:order-91c2", 1), ("-type:StepFailed", 3), ("user-12", 1),
        ("service:analytics", 0), ("", 4),
    ])
    func theFilterLooksWhereItIsTold(filter: String, count: Int) {
        var state = EventWorlds.state()
        _ = reduce(&state, .filterGiven(filter))
        #expect(state.events.rows.count == count)
    }

    @Test func theChainPutsEffectsUnderTheirCause() {
        let chain = EventChain(of: EventWorlds.log[1], in: EventBoard(EventWorlds.board()))
        #expect(chain.links.map(\.event.position) == [1, 2, 3])
        #expect(chain.links.map(\.depth) == [0, 1, 2])
    }

    @Test func theCursorStaysOnItsEventWhileTheLogGrows() {
        var state = EventWorlds.state()
        state.press("j")
        let chosen = state.events.cursor.selected
        let newer = EventWorlds.event(5, "OrderPlaced", "order-5", age: 1)
        _ = reduce(&state, .operationsArrived(EventWorlds.board(more: [newer], revision: 2)))
        #expect(state.events.cursor.selected == chosen && state.events.rows.count == 5)
    }
}
