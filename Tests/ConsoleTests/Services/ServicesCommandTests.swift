import Foundation
import Probes
import TerminalUI
import Testing

@testable import Console

/// Probing, muting, copying, exporting and filtering on the Services page.
struct ServicesCommandTests {
    private func state(_ endpoints: [EndpointStatus]) -> State {
        var state = testState()
        state.observe(endpoints)
        return state
    }
    private let payments = EndpointID(service: "payments")

    @Test func probeNowAsksForTheSelectedEndpoint() {
        var state = state([ServiceWorlds.payments])
        #expect(state.press("p") == [.probeNow(payments)])
        #expect(state.toasts.map(\.text) == ["probing payments"])
        state.press("j")
        #expect(state.press("p") == [.probeNow(payments)])
    }

    @Test func probeNowOnAServiceAsksForAllItsInstances() {
        var state = state(ServiceWorlds.instances)
        state.press("j")
        let instances = ["10.0.0.7:8080", "10.0.0.8:8080", "[2001:db8::9]:8080"]
        #expect(state.press("p") == instances.map { .probeNow(EndpointID(service: "shipping", instance: $0)) })
        #expect(state.toasts.last?.text == "probing 3 instances of shipping")
    }

    @Test func aMuteIsRecordedTakesTheItemFromTheOverviewAndEndsByItself() {
        var state = state([ServiceWorlds.payments])
        #expect(state.overview.items.count == 1)
        state.press("u")
        state.type("30m broken cable")
        state.press("Enter")
        #expect(state.overview.mutes == [payments: testNow.addingTimeInterval(1_800)])
        #expect(state.overview.items.isEmpty)
        #expect(state.localChanges.map(\.text) == ["muted payments until 14:33: broken cable"])
        #expect(state.localChanges.map(\.subject) == ["ada"])
        _ = reduce(&state, .tick(testNow.addingTimeInterval(1_799)))
        #expect(!state.overview.mutes.isEmpty)
        _ = reduce(&state, .tick(testNow.addingTimeInterval(1_800)))
        #expect(state.overview.mutes.isEmpty)
        #expect(state.overview.items.contains { $0.id == .endpoint(service: "payments", instance: "") })
        #expect(state.localChanges.last?.text == "mute of payments ended")
    }

    @Test func onAMutedRowTheSameKeyUnmutesAtOnce() {
        var state = state([ServiceWorlds.payments])
        state.press("u")
        state.type("until 14:30")
        state.press("Enter", "u")
        #expect(state.overlay == nil && state.overview.mutes.isEmpty)
        #expect(state.localChanges.map(\.text) == ["muted payments until 14:30", "unmuted payments"])
    }

    @Test func whatTheConfigMutesIsShownSoAndUnmutedOnlyThere() {
        var state = state([ServiceWorlds.payments])
        state.overview.permanentMutes = ["payments"]
        #expect(state.screen.contains { $0.contains("muted by the config") })
        state.press("u")
        #expect(state.overlay == nil && state.toasts.last?.text == "the config mutes payments: change it there")
    }

    @Test func muteOnAServiceMutesEachInstance() {
        var state = state(ServiceWorlds.instances)
        state.press("j", "u")
        state.type("2h")
        state.press("Enter")
        #expect(state.overview.mutes.count == 3)
        state.press("u")
        #expect(state.overview.mutes.isEmpty)
    }

    @Test(arguments: ["soon", "0m", "31d", "-5m", "until", "25:00"])
    func aTimeThatCannotBeReadIsSaidAndStaysInTheLine(text: String) {
        var state = state([ServiceWorlds.payments])
        state.press("u")
        state.type(text)
        state.press("Enter")
        guard case .prompt(let prompt) = state.overlay else {
            Issue.record("the line has closed")
            return
        }
        #expect(prompt.mistake != nil && prompt.editor.text == text)
        #expect(state.overview.mutes.isEmpty)
    }

    @Test func tracesOfAServiceAreAFilter() {
        var state = state([ServiceWorlds.payments])
        state.press("t")
        #expect(state.page == .traces)
        state.press("2")
        #expect(state.page == .services)
    }

    @Test func copyingARowPutsItInOneLine() {
        var state = state([ServiceWorlds.payments])
        #expect(
            state.press("y") == [
                .copy(
                    "payments unhealthy for 42 s: connection refused: nothing listens on 127.0.0.1:18083 "
                        + "(p99 210 ms, http://127.0.0.1:18081/health)")
            ])
        state.press("j")
        #expect(state.press("y") == [.copy("payments database unhealthy for 47 s: connection refused")])
    }

    @Test func whatIsCopiedHasNoControlCharacters() {
        var state = state(ServiceWorlds.hostile)
        for _ in ServiceWorlds.hostile {
            for case .copy(let text) in state.press("y") {
                #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
            }
            state.press("j")
        }
    }

    @Test func exportingWritesTheFactsUnderStableKeys() throws {
        var state = state([ServiceWorlds.payments])
        let effects = state.press("e")
        guard case .export(let name, let json) = effects.first else {
            Issue.record("nothing was exported")
            return
        }
        #expect(name == "payments" && effects.count == 1)
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        #expect(document["kind"] as? String == "fusebox.service")
        #expect(document["exportedAt"] as? String == "2026-11-24T14:03:27.000Z")
        let endpoint = try #require((document["endpoints"] as? [[String: Any]])?.first)
        #expect(endpoint["health"] as? String == "unhealthy")
        #expect(endpoint["since"] as? String == "2026-11-24T14:02:45.000Z")
        #expect(endpoint["overdue"] as? Int == 2)
        let latency = try #require(endpoint["latency"] as? [String: Any])
        #expect(latency["p99Ms"] as? Double == 210 && latency["lastMs"] == nil)
        #expect(
            (endpoint["checks"] as? [[String: Any]])?.compactMap { $0["name"] as? String } == ["database", "provider"])
        #expect((endpoint["recent"] as? [Any])?.count == 60)
        let settings = try #require(endpoint["settings"] as? [String: Any])
        #expect(settings["intervalMs"] as? Double == 5_000 && settings["tier"] as? String == "normal")
    }

    // MARK: - Filter and order

    private func names(_ state: State) -> [String] { state.services.rows.filter { $0.position.depth == 0 }.map(\.name) }

    @Test(
        arguments: [
            ("invent", ["inventory"]), ("PAY", ["orders", "payments"]), ("UNHEALTHY", ["payments", "analytics"]),
            ("stale", ["users"]),
            ("flap", ["catalog"]), ("provider", ["payments"]), ("-healthy", ["orders", "payments", "analytics"]),
            ("unhealthy -pay", ["analytics"]), ("muted", ["analytics"]), ("state:unheal -service:pay", ["analytics"]),
            ("state:", nil), ("-", nil), ("  ", nil),
        ] as [(String, [String]?)])
    func aFilterTakesNamesStatesAndTheirOpposites(filter: String, wanted: [String]?) {
        var state = state(ServiceWorlds.onFire)
        state.overview.mutes[EndpointID(service: "analytics")] = testNow.addingTimeInterval(60)
        let all = names(state)
        state.press("/")
        state.type(filter)
        #expect(names(state) == wanted ?? all)
        state.press("Enter")
        #expect(names(state) == wanted ?? all)
    }

    @Test func givingUpAFilterShowsWhatWasShownBefore() {
        var state = state(ServiceWorlds.onFire)
        state.press("/")
        state.type("invent")
        state.press("Enter", "/")
        state.type("xyz")
        #expect(names(state).isEmpty)
        state.press("Esc")
        #expect(names(state) == ["inventory"])
    }

    @Test func theOrdersGoRound() {
        var state = state(ServiceWorlds.onFire)
        let config = names(state)
        state.press("s")
        #expect(Array(names(state).prefix(5)) == ["payments", "analytics", "orders", "catalog", "users"])
        state.press("s")
        #expect(names(state) == config, "all have the same p99, so the config's order counts")
        state.press("s")
        #expect(names(state) == config.sorted())
        state.press("s")
        #expect(names(state) == config)
    }

    @Test func whatIsMutedIsLastWhenTheWorstComeFirst() {
        var state = state(ServiceWorlds.onFire)
        state.overview.mutes[payments] = testNow.addingTimeInterval(60)
        state.press("s")
        #expect(names(state).first == "analytics" && names(state).last == "payments")
    }

    @Test func whileTheScreenIsPausedTheRowsStay() {
        var state = state(ServiceWorlds.healthy)
        state.press("space")
        state.observe([ServiceWorlds.payments])
        _ = reduce(&state, .tick(testNow.addingTimeInterval(120)))
        #expect(names(state).count == 5)
        #expect(!state.screen.contains { $0.contains("? stale") })
        state.press("space")
        #expect(names(state) == ["payments"])
    }
}
