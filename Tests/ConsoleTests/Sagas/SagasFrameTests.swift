import Foundation
import TerminalUI
import Testing

@testable import Console

/// How the Sagas page looks, as text.
struct SagasFrameTests {
    static let sizes = [
        Size(width: 80, height: 24), Size(width: 120, height: 40), Size(width: 200, height: 50),
    ]

    private func check(_ state: State, _ name: String, file: String = #filePath) {
        expectGolden(view(state), "\(name)-\(state.size.width)x\(state.size.height)", file: file)
    }

    private func onFire(_ size: Size) -> State {
        var state = testState(size, page: .sagas)
        SagaWorlds.onFire(&state)
        return state
    }

    @Test(arguments: sizes) func withoutSagasItSaysWhatWouldTellOfThem(size: Size) {
        check(testState(size, page: .sagas), "empty")
    }

    @Test(arguments: sizes) func onFireWhatNeedsHandsComesFirst(size: Size) {
        check(onFire(size), "on-fire")
    }

    @Test(arguments: sizes) func aFilterSaysWhatItHides(size: Size) {
        var state = onFire(size)
        state.press("/")
        state.type("status:needs_attention")
        check(state, "filter-typing")
    }

    @Test(arguments: sizes) func manySagasScroll(size: Size) {
        var state = testState(size, page: .sagas)
        _ = reduce(&state, .tracesArrived(testTraces(sagas: SagaWorlds.many(2_000))))
        state.press("^d", "^d", "j")
        check(state, "many")
    }

    @Test(arguments: sizes) func theDetailSaysWhyItIsStuckLinkByLink(size: Size) {
        var state = onFire(size)
        state.press("/")
        state.type("order-7f3a")
        state.press("Enter", "Enter")
        check(state, "detail")
    }

    @Test(arguments: sizes) func theDetailScrollsToItsEnd(size: Size) {
        var state = onFire(size)
        state.press("Enter", "G")
        check(state, "detail-end")
    }

    @Test(arguments: sizes) func aQuietLogMakesItsSagasStale(size: Size) {
        var state = onFire(size)
        _ = reduce(&state, .tick(testNow.addingTimeInterval(120)))
        check(state, "stale")
    }

    @Test func outsideUTF8OnlyASCIIIsDrawn() {
        var state = onFire(Size(width: 120, height: 40))
        state.options.theme = .dark.with(art: .ascii)
        state.press("Enter")
        check(state, "ascii")
        #expect(state.screen.allSatisfy { $0.allSatisfy { $0.isASCII || $0 == "→" } })
    }
}
