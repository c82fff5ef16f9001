import Foundation
import TerminalUI
import Testing

@testable import Console

/// How breakers and sagas look that Operations APIs report, as text.
struct ReportedFrameTests {
    static let sizes = [Size(width: 80, height: 24), Size(width: 120, height: 40), Size(width: 200, height: 50)]

    private func check(_ page: Page, _ size: Size, _ name: String, keys: [String] = [], after: TimeInterval = 0) {
        var state = testState(size, page: page)
        ReportedWorlds.onFire(&state)
        if after > 0 { _ = reduce(&state, .tick(testNow.addingTimeInterval(after))) }
        for key in keys { state.press(key) }
        expectGolden(view(state), "\(name)-\(size.width)x\(size.height)")
    }

    @Test(arguments: sizes) func reportedBreakersHaveTheirOverridesAndTrials(size: Size) {
        check(.breakers, size, "reported-breakers")
    }

    @Test(arguments: sizes) func aReportedBreakerInFullHasItsSettings(size: Size) {
        check(.breakers, size, "reported-breaker", keys: ["j", "Enter"])
    }

    @Test(arguments: sizes) func reportedSagasSayWhoTouchedThem(size: Size) {
        check(.sagas, size, "reported-sagas")
    }

    @Test(arguments: sizes) func aReportedSagaInFullHasTriesKeysAndItsLedger(size: Size) {
        check(.sagas, size, "reported-saga", keys: ["Enter"])
    }

    @Test(arguments: sizes) func whatIsReportedGoesStale(size: Size) {
        check(.breakers, size, "reported-stale", after: 20)
    }
}
