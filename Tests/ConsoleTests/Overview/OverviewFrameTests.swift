import Foundation
import Probes
import TerminalUI
import Testing

@testable import Console

/// How the Overview looks, as text.
struct OverviewFrameTests {
    static let sizes = [
        Size(width: 60, height: 16), Size(width: 80, height: 24), Size(width: 160, height: 50),
    ]

    private func check(_ state: State, _ name: String, file: String = #filePath) {
        expectGolden(view(state), "\(name)-\(state.size.width)x\(state.size.height)", file: file)
    }

    @Test(arguments: sizes) func withNothingWatchedItSaysSo(size: Size) {
        check(testState(size, page: .overview), "nothing")
    }

    @Test(arguments: sizes) func beforeTheFirstAnswersItWaits(size: Size) {
        var state = testState(size, page: .overview)
        state.observe(ServiceWorlds.waiting)
        check(state, "waiting")
    }

    @Test(arguments: sizes) func nothingWrongLooksCalm(size: Size) {
        var state = testState(size, page: .overview)
        OverviewWorlds.calm(&state)
        check(state, "calm")
    }

    @Test(arguments: sizes) func anIncidentNamesItsCauseFirst(size: Size) {
        var state = testState(size, page: .overview)
        OverviewWorlds.incident(&state)
        check(state, "incident")
    }

    @Test(arguments: sizes) func whatSomebodyHasTakenDims(size: Size) {
        var state = testState(size, page: .overview)
        OverviewWorlds.incident(&state)
        state.press("m")
        state.type("30m looking at the provider")
        state.press("Enter")
        _ = reduce(&state, .tick(testNow.addingTimeInterval(10)))
        check(state, "taken")
    }

    @Test(arguments: sizes) func manyProblemsScroll(size: Size) {
        var state = testState(size, page: .overview)
        state.observe(ServiceWorlds.many)
        state.press("G")
        check(state, "many")
    }

    @Test(arguments: sizes) func hostileTextIsHarmless(size: Size) {
        var state = testState(size, page: .overview)
        state.observe(ServiceWorlds.hostile)
        check(state, "hostile")
    }

    @Test(arguments: sizes) func aTimelineFilterThatMatchesNothingSaysHowToLeave(size: Size) {
        var state = testState(size, page: .overview)
        OverviewWorlds.incident(&state)
        state.press("/")
        state.type("nothing like it")
        state.press("Enter")
        check(state, "filter-without-match")
    }
}
