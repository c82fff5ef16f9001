import Foundation
import Testing

@testable import Console

/// When the console rings.
struct AlertPolicyTests {
    private let start = Date(timeIntervalSince1970: 1_000_000)

    private func item(_ name: String, _ severity: AttentionItem.Severity = .bad) -> AttentionItem {
        AttentionItem(
            id: .endpoint(service: name, instance: ""), severity: severity, sign: .cross, title: name,
            state: "unhealthy", since: nil, reason: "\(name) is down", door: .page(.services))
    }

    /// Plays what is wrong at each second, and returns when it rang and for what. Each step is `second: names`.
    private func play(
        _ script: [(TimeInterval, [String])], policy: AlertPolicy = AlertPolicy(isEnabled: true),
        severity: AttentionItem.Severity = .bad, claimed: Set<AttentionItem.ID> = []
    ) -> [String] {
        var policy = policy
        return script.compactMap { second, names in
            let items = names.map { item($0, severity) }
            return policy.update(items, claimed: claimed, now: start.addingTimeInterval(second)).map {
                "\(Int(second)) \($0.title)"
            }
        }
    }

    @Test func itRingsOnceWhenSomethingHasBeenWrongForTenSeconds() {
        #expect(
            play([(0, ["a"]), (9, ["a"]), (10, ["a"]), (11, ["a"]), (400, ["a"])]) == ["10 a unhealthy"])
    }

    @Test func whatIsRightAgainInTimeNeverRings() {
        #expect(play([(0, ["a"]), (9, []), (10, ["a"]), (19, ["a"]), (19.5, [])]).isEmpty)
    }

    @Test func afterAnAlertItMustBeRightForTenSecondsToRingAgain() {
        #expect(
            play([
                (0, ["a"]), (10, ["a"]), (50, []), (55, ["a"]), (70, ["a"]),
                (80, []), (90, []), (91, ["a"]), (101, ["a"]),
            ]) == ["10 a unhealthy", "101 a unhealthy"])
    }

    @Test func betweenTwoAlertsLieThirtySecondsAndTheNextOneSumsUp() {
        #expect(
            play([(0, ["a"]), (10, ["a"]), (11, ["a", "b", "c"]), (25, ["a", "b", "c"]), (40, ["a", "b", "c"])])
                == ["10 a unhealthy", "40 b unhealthy and 1 more"])
    }

    @Test func warningsRingOnlyWhereTheyAreWanted() {
        let script: [(TimeInterval, [String])] = [(0, ["a"]), (10, ["a"])]
        #expect(play(script, severity: .warning).isEmpty)
        let policy = AlertPolicy(isEnabled: true, includesWarnings: true)
        #expect(play(script, policy: policy, severity: .warning) == ["10 a unhealthy"])
    }

    @Test func whatSomebodyHasTakenDoesNotRing() {
        #expect(play([(0, ["a"]), (10, ["a"])], claimed: [.endpoint(service: "a", instance: "")]).isEmpty)
    }

    @Test func withoutArgumentsItNeverRings() {
        #expect(play([(0, ["a"]), (10, ["a"]), (100, ["a"])], policy: AlertPolicy()).isEmpty)
    }

    @Test func theReducerAsksForTheAlert() {
        var state = testState(page: .overview)
        state.alerts = AlertPolicy(isEnabled: true)
        #expect(state.observe([ServiceWorlds.payments]).isEmpty)
        let effects = reduce(&state, .tick(testNow.addingTimeInterval(10)))
        #expect(
            effects == [
                .alert(
                    Alert(
                        title: "payments unhealthy",
                        reason: "connection refused: nothing listens on 127.0.0.1:18083"))
            ])
    }
}
