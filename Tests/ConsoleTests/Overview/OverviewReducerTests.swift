import Foundation
import Probes
import TerminalUI
import Testing
import Traces

@testable import Console

/// What the Overview makes of what is observed, and what its keys do.
struct OverviewReducerTests {
    private func incident() -> State {
        var state = testState(page: .overview)
        OverviewWorlds.incident(&state)
        return state
    }

    private func titles(_ state: State) -> [String] { state.overview.items.map(\.title) }

    // MARK: - Needs attention

    @Test func theWorstComeFirstAndTheNewestOfThem() {
        #expect(
            titles(incident()) == [
                "payments", "order-91c2", "analytics", "mobile-bff", "catalog", "orders → inventory", "order-7f3a",
                "users",
            ])
    }

    @Test func whoDependsOnAServiceThatIsDownAndTheBreakerTowardsItArePartOfItsEntry() {
        let state = incident()
        #expect(state.overview.items[0].consequences == ["orders degraded", "orders → payments OPEN"])
        #expect(!titles(state).contains("orders → payments"))
    }

    @Test func anOpenBreakerTowardsAHealthyServiceIsAnEntryOfItsOwn() {
        var state = testState(page: .overview)
        state.observe(ServiceWorlds.healthy)
        _ = reduce(
            &state,
            .tracesArrived(testTraces(breakers: [testBreaker("orders", "orders → payments", .open, since: 31)])))
        #expect(titles(state) == ["orders → payments"])
        #expect(state.overview.items[0].state == "OPEN")
    }

    @Test(
        arguments: [
            ("orders → payments", "payments"), ("orders->payments", "payments"), ("a → b → c", "c"),
            ("payments", "payments"),
            ("orders →", ""), ("", nil),
        ] as [(String, String?)])
    func theTargetOfABreakerIsReadFromItsName(name: String, target: String?) {
        #expect(Attention.target(ofBreaker: name) == target)
    }

    @Test func closedBreakersAndRunningSagasNeedNoAttention() {
        var state = testState(page: .overview)
        state.observe(ServiceWorlds.healthy)
        _ = reduce(
            &state,
            .tracesArrived(
                testTraces(
                    sagas: [OverviewWorlds.saga("order-1", "running", updated: 2, step: ("Pay", .running, ""))],
                    breakers: [testBreaker("orders", "orders → payments", .closed, since: 31)])))
        #expect(state.overview.items.isEmpty)
    }

    @Test func aSagaBecomesStuckWhenThirtySecondsPassWithoutNews() {
        var state = testState(page: .overview)
        _ = reduce(
            &state,
            .tracesArrived(
                testTraces(sagas: [OverviewWorlds.saga("order-1", "running", updated: 25, step: ("Pay", .running, ""))])
            ))
        #expect(state.overview.items.isEmpty)
        _ = reduce(&state, .tick(testNow.addingTimeInterval(6)))
        #expect(state.overview.items.map(\.state) == ["stuck"])
    }

    @Test func anEndpointWhoseAnswersTellNothingIsNotTakenForCalm() {
        var state = testState(page: .overview)
        let refused = status(
            "orders", "", .unknown, since: 40, reason: "answered 401: the console may not ask", code: 401)
        let starting = status("payments", "", .unknown, since: 4, reason: "answered 503 starting", code: 503)
        state.observe(
            [refused, starting],
            changes: [
                HealthChange(
                    endpoint: EndpointID(service: "orders"), at: ago(40), from: .unknown, to: .unknown,
                    reason: "answered 401")
            ])
        #expect(titles(state) == ["orders"])
        #expect(state.overview.items[0].state == "unknown" && state.overview.items[0].severity == .warning)
        #expect(state.overview.timeline.map(\.text) == ["unknown: answered 401"])
    }

    @Test func aSourceThatCannotBeReadNeedsAttention() {
        var state = testState(page: .overview)
        _ = reduce(&state, .tracesArrived(testTraces(error: "var/trace.jsonl: permission denied")))
        #expect(state.overview.items.map(\.reason) == ["var/trace.jsonl: permission denied"])
    }

    @Test func aCertificateIsMentionedInItsLastTwoWeeks() {
        func items(days: Double) -> [AttentionItem] {
            var state = testState(page: .overview)
            state.observe([status("orders") { $0.certificateExpires = testNow.addingTimeInterval(days * 86_400) }])
            return state.overview.items
        }
        #expect(items(days: 14.1).isEmpty)
        #expect(items(days: 13.9).map(\.severity) == [.warning])
        #expect(items(days: 2.9).map(\.severity) == [.bad])
        #expect(items(days: -0.5).map(\.reason) == ["its certificate has expired: renew it"])
    }

    // MARK: - The cursor and the doors

    @Test func theCursorStaysOnItsItemWhileNewerOnesArrive() {
        var state = incident()
        state.press("j", "j")
        let selected = state.overview.attentionCursor.selected
        state.observe(ServiceWorlds.onFire + [status("new", "", .unhealthy, since: 1, latency: nil)])
        #expect(titles(state).first == "new")
        #expect(state.overview.attentionCursor.selected == selected)
    }

    @Test func enterLeadsToWhatIsWrongAndEscapeBack() {
        var state = incident()
        state.press("Enter")
        #expect(state.page == .services && state.services.cursor.selected == .service("payments"))
        state.press("Esc")
        #expect(state.page == .overview)
    }

    @Test func aChangeOfHealthLeadsToItsService() {
        var state = incident()
        state.press("/")
        state.type("payments unhealthy")
        state.press("Enter", "Enter")
        #expect(state.page == .services && state.services.cursor.selected == .service("payments"))
    }

    @Test func aRateLeadsToItsTraces() {
        var state = incident()
        state.press("w", "w", "Enter")
        #expect(state.page == .traces)
    }

    @Test func aClickChoosesThePartAndTheRow() throws {
        var state = incident()
        let row = try #require(state.screen.firstIndex { $0.hasPrefix("payments  ") })
        _ = reduce(&state, .input(.mouse(MouseEvent(.press(.left), at: Point(x: 2, y: row)))))
        #expect(state.overview.focus == .rates && state.overview.ratesCursor.selected == "payments")
    }

    // MARK: - Taking

    @Test func takingDimsTellsTheOthersAndComesBackByItself() {
        var state = incident()
        state.press("m")
        state.type("until 14:30 calling the provider")
        let effects = state.press("Enter")
        let claim = Claim(
            key: "endpoint\u{1F}payments\u{1F}", owner: "ada", until: testNow.addingTimeInterval(1_593),
            note: "calling the provider")
        #expect(effects == [.saveClaim(claim)])
        #expect(state.localChanges.map(\.text) == ["took payments until 14:30: calling the provider"])
        #expect(state.overview.claim(on: state.overview.items[0], now: state.now) == claim)
        _ = reduce(&state, .tick(testNow.addingTimeInterval(1_593)))
        #expect(state.overview.claims.isEmpty)
    }

    @Test func onlyTheOwnerGivesBack() {
        var state = incident()
        let claim = Claim(
            key: "endpoint\u{1F}payments\u{1F}", owner: "grace", until: testNow.addingTimeInterval(600), note: "")
        _ = reduce(&state, .claimsRead([claim]))
        #expect(state.press("M").isEmpty)
        #expect(state.toasts.last?.text == "grace has this until 14:13; only they can give it back")
        state.press("m")
        state.type("1h")
        state.press("Enter")
        // Taken over: whoever had it is named, on the screen and in the timeline.
        #expect(state.toasts.last?.text == "payments is yours until 15:03:27; grace had it until 14:13")
        #expect(state.localChanges.last?.text == "took payments from grace until 15:03")
        #expect(state.press("M") == [.removeClaim(claim.key)])
    }

    @Test func nothingCanBeTakenWhereNothingNeedsAttention() {
        var state = testState(page: .overview)
        OverviewWorlds.calm(&state)
        state.press("m")
        #expect(state.overlay == nil && state.toasts.last?.kind == .refusal)
    }

    // MARK: - The timeline

    @Test func theTimelineHasEverySourceNewestFirst() {
        let state = incident()
        #expect(state.overview.timeline.map(\.kind) == ["saga", "command", "breaker", "health", "health", "deploy"])
    }

    @Test func sagasThatEndAlikeInOneMinuteAreOneLineUntilSomebodyLooksForOne() {
        var state = testState(page: .overview)
        let changes = [
            OverviewWorlds.end("order-1", "compensated", ago: 4),
            OverviewWorlds.end("order-2", "needs_attention", ago: 3),
            OverviewWorlds.end("order-3", "compensated", ago: 2), OverviewWorlds.end("order-4", "completed", ago: 1),
        ]
        _ = reduce(&state, .tracesArrived(testTraces(changes: changes)))
        #expect(
            state.overview.timeline.map(\.text) == [
                "2 sagas compensated, the newest order-3",
                "order-2  needs_attention",
            ])
        let known = state.overview.timeline[0].id
        _ = reduce(
            &state,
            .tracesArrived(testTraces(changes: changes + [OverviewWorlds.end("order-5", "compensated", ago: 0)])))
        #expect(state.overview.timeline[0].id == known && state.overview.timeline[0].text.hasPrefix("3 sagas"))
        _ = state.submitTimelineFilter("order-1")
        #expect(state.overview.timeline.map(\.text) == ["order-1  compensated"])
    }

    @Test(arguments: [("breaker", 2), ("PAYMENTS health", 1), ("ada", 1), ("xyz", 0)])
    func aFilterOfTheTimelineWantsEveryWord(filter: String, count: Int) {
        var state = incident()
        state.press("/")
        state.type(filter)
        #expect(state.overview.timeline.count == count)
        state.press("Esc")
        #expect(state.overview.timeline.count == 6)
    }

    @Test func aPausedScreenStaysAndTheDataGoesOn() {
        var state = testState(page: .overview)
        state.observe(ServiceWorlds.healthy)
        state.press("space")
        state.observe([ServiceWorlds.payments])
        _ = reduce(&state, .tick(testNow.addingTimeInterval(120)))
        #expect(state.overview.items.isEmpty, "neither worse nor stale")
        state.press("space")
        #expect(titles(state).first == "payments")
    }
}
