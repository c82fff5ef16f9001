import Foundation
import Probes
import TerminalUI
import Testing

@testable import Console

/// How header, tabs, footer, help, palette and toasts look, as text.
struct ChromeFrameTests {
    static let sizes = [
        Size(width: 60, height: 16), Size(width: 80, height: 24), Size(width: 160, height: 50),
    ]

    private func check(_ state: State, _ name: String, file: String = #filePath) {
        expectGolden(view(state), "\(name)-\(state.size.width)x\(state.size.height)", file: file)
    }

    @Test(arguments: sizes) func helpListsTheKeysOfThisPageFirst(size: Size) {
        var state = testState(size)
        state.observe(ServiceWorlds.healthy)
        state.press("?")
        check(state, "help")
    }

    @Test(arguments: sizes) func thePaletteListsCommandsWithTheirKeys(size: Size) {
        var state = testState(size)
        state.observe(ServiceWorlds.healthy)
        state.press(":")
        state.type("p")
        check(state, "palette")
    }

    @Test(arguments: sizes) func toastsStackAboveTheFooter(size: Size) {
        var state = testState(size)
        state.observe(ServiceWorlds.healthy)
        state.press("p", "y")
        _ = reduce(&state, .failed(Failure(attempt: "export", sentence: "the disk is full: make room, then try again")))
        check(state, "toasts")
    }

    @Test(arguments: [
        Size(width: 59, height: 16), Size(width: 60, height: 15), Size(width: 30, height: 5),
        Size(width: 12, height: 1),
    ])
    func aTooSmallScreenSaysWhatItNeeds(size: Size) {
        check(testState(size), "too-small")
    }

    @Test(arguments: [Size.zero, Size(width: 1, height: 1), Size(width: 3, height: 200), Size(width: 1_000, height: 2)])
    func noSizeIsTooOddToDraw(size: Size) {
        #expect(view(testState(size)).size == size)
    }

    // MARK: - The header

    private func header(_ width: Int, _ change: (inout State) -> Void) -> String {
        var state = testState(Size(width: width, height: 24), title: "production")
        change(&state)
        return state.screen[0]
    }

    @Test func theHeaderLeavesOutWhatMattersLeast() {
        let whole = header(130, OverviewWorlds.incident)
        #expect(
            whole.hasPrefix(
                " fusebox production │ 8 services ●5 ▲1 ✖2 │ breakers 1 open 1 half-open │ sagas 1 running 2 stuck │ "
                    + "1.2k spans/s   "))
        #expect(whole.hasSuffix(" 14:03:27"))
        let narrow = header(90, OverviewWorlds.incident)
        #expect(narrow.hasPrefix(" fusebox production │ 8 services ●5 ▲1 ✖2 │ breakers 1 open 1 half-open   "))
        #expect(narrow.hasSuffix(" 14:03:27"))
    }

    @Test func aPausedScreenSaysSinceWhenAndTheClockGoesOn() {
        let line = header(100) { state in
            state.observe(ServiceWorlds.healthy)
            state.press("space")
            _ = reduce(&state, .tick(testNow.addingTimeInterval(65)))
        }
        #expect(line.hasSuffix(" paused at 14:03:27  14:04:32"))
    }

    @Test func aConsoleThatMayNotActSaysSo() {
        let state = testState(Size(width: 80, height: 24), readOnly: true)
        #expect(state.screen[0].hasSuffix(" read-only  14:03:27"))
    }

    // MARK: - Tabs and footer

    @Test func theTabOfTheOverviewCountsWhatNeedsAttention() {
        var state = testState()
        OverviewWorlds.incident(&state)
        #expect(state.screen[1].hasPrefix(" 1 Overview \(state.overview.items.count)  2 Services "))
    }

    @Test func aClickOnATabOpensItsPage() throws {
        var state = testState()
        let place = try #require(state.screen[1].range(of: "Overview"))
        let x = state.screen[1].distance(from: state.screen[1].startIndex, to: place.lowerBound)
        _ = reduce(&state, .input(.mouse(MouseEvent(.press(.left), at: Point(x: x, y: 1)))))
        #expect(state.page == .overview)
    }

    @Test(arguments: Page.allCases) func helpAndQuitAreInEveryFooter(page: Page) {
        for width in [60, 80, 160] {
            let state = testState(Size(width: width, height: 24), page: page)
            #expect(state.screen[23].contains("? help") && state.screen[23].contains("q quit"))
        }
    }

    @Test func theFooterSaysHowOldEachSourceIs() {
        var state = testState(Size(width: 120, height: 24))
        OverviewWorlds.incident(&state)
        #expect(state.screen[23].hasSuffix("probes 1.5 s, 1 stale · log 0.2 s"))
        _ = reduce(&state, .tracesArrived(testTraces(error: "var/trace.jsonl: permission denied")))
        #expect(state.screen[23].hasSuffix("log unreadable"))
    }
}
