import Foundation
import TerminalUI
import Testing

@testable import Console

/// How the Breakers page looks, as text.
struct BreakersFrameTests {
    static let sizes = [
        Size(width: 80, height: 24), Size(width: 120, height: 40), Size(width: 200, height: 50),
    ]

    private func check(_ state: State, _ name: String, file: String = #filePath) {
        expectGolden(view(state), "\(name)-\(state.size.width)x\(state.size.height)", file: file)
    }

    private func onFire(_ size: Size) -> State {
        var state = testState(size, page: .breakers)
        BreakerWorlds.onFire(&state)
        return state
    }

    @Test(arguments: sizes) func withoutBreakersItSaysWhatWouldTellOfThem(size: Size) {
        check(testState(size, page: .breakers), "empty")
    }

    @Test(arguments: sizes) func onFireTheStatesAndReasonsAreSeen(size: Size) {
        var state = onFire(size)
        state.press("n")
        check(state, "on-fire")
    }

    @Test(arguments: sizes) func aThousandBreakersScroll(size: Size) {
        var state = testState(size, page: .breakers)
        _ = reduce(&state, .tracesArrived(testTraces(breakers: BreakerWorlds.many(1_000))))
        state.press("s", "^d", "j")
        check(state, "many")
    }

    @Test(arguments: sizes) func aQuietLogMakesItsBreakersStale(size: Size) {
        var state = onFire(size)
        _ = reduce(&state, .tick(testNow.addingTimeInterval(120)))
        check(state, "stale")
    }

    @Test(arguments: sizes) func theDetailSaysWhatIsWrongFirst(size: Size) {
        var state = onFire(size)
        state.press("/")
        state.type("orders → payments")
        state.press("Enter", "Enter")
        check(state, "detail")
    }

    @Test func outsideUTF8OnlyASCIIIsDrawn() {
        var state = onFire(Size(width: 120, height: 40))
        state.options.theme = .dark.with(art: .ascii)
        state.press("G", "Enter")
        check(state, "ascii")
        #expect(state.screen.allSatisfy { $0.allSatisfy { $0.isASCII || $0 == "→" || $0 == "·" } })
    }
}
