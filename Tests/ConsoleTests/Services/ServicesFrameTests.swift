import Foundation
import Probes
import TerminalUI
import Testing

@testable import Console

/// How the Services page looks, as text.
struct ServicesFrameTests {
    static let sizes = [
        Size(width: 60, height: 16), Size(width: 80, height: 24), Size(width: 160, height: 50),
    ]

    private func state(_ size: Size, _ endpoints: [EndpointStatus]) -> State {
        var state = testState(size)
        state.observe(endpoints)
        return state
    }

    private func check(_ state: State, _ name: String, file: String = #filePath) {
        expectGolden(view(state), "\(name)-\(state.size.width)x\(state.size.height)", file: file)
    }

    @Test(arguments: sizes) func withoutServicesItSaysSo(size: Size) {
        check(state(size, []), "no-services")
    }

    @Test(arguments: sizes) func beforeTheFirstAnswersItWaits(size: Size) {
        check(state(size, ServiceWorlds.waiting), "waiting")
    }

    @Test(arguments: sizes) func allHealthyLooksCalm(size: Size) {
        check(state(size, ServiceWorlds.healthy), "healthy")
    }

    @Test(arguments: sizes) func onFireTheReasonsAreSeen(size: Size) {
        var state = state(size, ServiceWorlds.onFire)
        state.overview.mutes[EndpointID(service: "analytics")] = testNow.addingTimeInterval(1_600)
        state.press("n")
        check(state, "on-fire")
    }

    @Test(arguments: sizes) func instancesAndNestedChecksAreATree(size: Size) {
        check(state(size, ServiceWorlds.instances), "instances")
    }

    @Test(arguments: sizes) func threeHundredServicesScroll(size: Size) {
        var state = state(size, ServiceWorlds.many)
        state.press("^d", "n", "j")
        check(state, "many")
    }

    @Test(arguments: sizes) func hostileAndWideNamesStayInTheirColumns(size: Size) {
        check(state(size, ServiceWorlds.hostile), "hostile")
    }

    @Test(arguments: sizes) func aFilterThatMatchesNothingSaysHowToLeave(size: Size) {
        var state = state(size, ServiceWorlds.onFire)
        state.press("/")
        state.type("nothing like it")
        state.press("Enter")
        check(state, "filter-without-match")
    }

    @Test(arguments: sizes) func aFilterBeingTypedSaysHowManyItHides(size: Size) {
        var state = state(size, ServiceWorlds.many)
        state.press("/")
        state.type("unhealthy")
        check(state, "filter-typing")
    }

    @Test(arguments: sizes) func theDetailSaysWhatIsWrongFirst(size: Size) {
        var state = state(size, ServiceWorlds.onFire)
        state.press("n", "Enter")
        check(state, "detail")
    }

    @Test(arguments: sizes) func theDetailScrollsToItsEnd(size: Size) {
        var state = state(size, ServiceWorlds.onFire)
        state.press("n", "Enter", "G")
        check(state, "detail-end")
    }

    @Test(arguments: sizes) func theDetailOfACheckBeginsWithTheCheck(size: Size) {
        var state = state(size, ServiceWorlds.instances)
        _ = reduce(&state, .input(.key(.end)))
        state.press("N", "N", "j", "j", "Enter")
        check(state, "detail-check")
    }

    @Test(arguments: sizes) func theDetailOfAServiceListsItsInstances(size: Size) {
        var state = state(size, ServiceWorlds.instances)
        state.press("j", "Enter")
        check(state, "detail-service")
    }

    @Test(arguments: sizes) func muteIsAskedForInTheFooter(size: Size) {
        var state = state(size, ServiceWorlds.onFire)
        state.press("u")
        state.type("soon")
        state.press("Enter")
        check(state, "mute-mistake")
    }

    @Test func outsideUTF8OnlyASCIIIsDrawn() {
        var state = state(Size(width: 160, height: 50), ServiceWorlds.onFire)
        state.options.theme = .dark.with(art: .ascii)
        state.press("n", "Enter", "j", "j", "j")
        check(state, "ascii")
        #expect(state.screen.allSatisfy { $0.allSatisfy(\.isASCII) })
    }
}
