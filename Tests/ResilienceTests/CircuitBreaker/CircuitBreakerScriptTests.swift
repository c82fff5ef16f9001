import Resilience
import Testing

/// Incidents as scripts: `ok`, `fail`, `slow`, a duration that passes.
struct CircuitBreakerScriptTests {
    @Test(arguments: [
        ("fail fail fail fail ok fail fail fail fail", "CLOSED"),
        ("fail fail fail fail fail", "CLOSED OPEN"),
        ("fail fail fail fail 61s fail", "CLOSED"),
        ("fail fail 30s fail fail 30s fail", "CLOSED OPEN"),
        ("fail fail fail fail fail 29s ok", "CLOSED OPEN"),
        ("fail fail fail fail fail 30s ok", "CLOSED OPEN HALF_OPEN"),
        ("fail fail fail fail fail 30s ok ok ok ok ok", "CLOSED OPEN HALF_OPEN CLOSED"),
        ("fail fail fail fail fail 30s ok fail 29s ok 1s ok", "CLOSED OPEN HALF_OPEN OPEN HALF_OPEN"),
        ("fail fail fail fail fail 30s ok 60s ok", "CLOSED OPEN HALF_OPEN OPEN"),
        ("fail fail fail fail fail 30s ok 90s ok", "CLOSED OPEN HALF_OPEN OPEN HALF_OPEN"),
    ])
    func theDocumentsPolicyOpensAfterFiveFailuresInARow(script: String, states: String) {
        #expect(play(script, .standard) == states)
    }

    @Test(arguments: [
        ("fail fail fail", "CLOSED"),
        ("ok ok fail fail", "CLOSED OPEN"),
        ("ok ok ok fail fail ok fail ok fail", "CLOSED OPEN"),
        ("fail fail ok ok", "CLOSED OPEN"),
        ("ok ok ok ok ok ok slow slow slow", "CLOSED"),
        ("ok ok ok slow slow slow", "CLOSED OPEN"),
        ("slow slow slow", "CLOSED"),
    ])
    func aCountWindowOpensAtEitherRateOnceItHasEnoughCalls(script: String, states: String) {
        let rates = CircuitBreakerRates(
            minimumCalls: 4, failureRate: 0.5, slowCall: .seconds(1), slowCallRate: 0.5)
        #expect(play(script, CircuitBreakerPolicy(trip: .rates(.calls(8), rates))) == states)
    }

    @Test(arguments: [
        ("fail fail 61s fail fail", "CLOSED"),
        ("fail fail 30s fail fail", "CLOSED OPEN"),
        ("ok ok ok ok ok fail fail fail 61s fail ok ok fail", "CLOSED OPEN"),
    ])
    func aTimeWindowForgetsWhatIsOlder(script: String, states: String) {
        let rates = CircuitBreakerRates(minimumCalls: 4, failureRate: 0.5)
        #expect(play(script, CircuitBreakerPolicy(trip: .rates(.time(.seconds(60)), rates))) == states)
    }

    @Test func aFewFailedTrialsAreToleratedByARate() {
        let rates = CircuitBreakerRates(minimumCalls: 2, failureRate: 0.5)
        let policy = CircuitBreakerPolicy(trip: .rates(.calls(4), rates), trialCalls: 4)
        #expect(play("fail fail 30s ok fail ok ok", policy) == "CLOSED OPEN HALF_OPEN CLOSED")
        #expect(play("fail fail 30s ok fail fail", policy) == "CLOSED OPEN HALF_OPEN OPEN")
    }

    private func play(_ script: String, _ policy: CircuitBreakerPolicy) -> String {
        var machine = CircuitBreakerMachine(policy: policy)
        var now = Duration.zero
        var states = [machine.state.rawValue]
        for word in script.split(separator: " ") {
            if word.hasSuffix("s"), let seconds = Int(word.dropLast()) {
                now += .seconds(seconds)
            } else if case .admitted(let ticket) = machine.admit(at: now) {
                machine.record(word == "fail" ? .failure : .success, slow: word == "slow", of: ticket, at: now)
            }
            states += machine.takeChanges().map(\.to.rawValue)
        }
        return states.joined(separator: " ")
    }
}
