import Foundation
import Operations
import TerminalUI
import Testing

@testable import Console

/// Breaking a service of the demo on purpose: what is typed, what is asked, and how its effect is seen.
struct ChaosTests {
    @Test(
        arguments: [
            ("fail 50%", ["fail": .number(0.5)]),
            ("fail 0.25 for 60s", ["fail": .number(0.25), "forMilliseconds": 60_000]),
            ("late 300ms hang", ["latencyMilliseconds": 300, "hang": true]), ("  CRASH ", ["crash": true]),
            ("refuse for 5m", ["refuse": true, "forMilliseconds": 300_000]), ("nothing", ["forMilliseconds": 1]),
        ] as [(String, [String: JSONValue])])
    func whatIsTypedBecomesTheArguments(text: String, arguments: [String: JSONValue]) throws {
        #expect(try ChaosText.arguments(text) == arguments)
    }

    @Test(arguments: [
        ("", "what is to be broken?"), ("explode", "explode is nothing that can be broken"),
        ("fail", "fail is followed by a share"), ("fail 150%", "fail is followed by a share"),
        ("late soon", "late is followed by a time"), ("fail 1 for 2h", "for is followed by a time"),
        ("for 10s", "for how long is said, but not what"),
    ])
    func whatCannotBeReadIsSaidWithWhatWouldBe(text: String, sentence: String) {
        #expect {
            try ChaosText.arguments(text)
        } throws: { error in
            (error as? ChaosText.Mistake)?.message.hasPrefix(sentence) == true
        }
    }

    private func onServices() -> State {
        var state = testState(page: .services)
        state.acting = Acting(ids: ActingWorlds.ids())
        state.observe([status("orders")])
        _ = reduce(&state, .operationsArrived(EventWorlds.board()))
        return state
    }

    private func typed(_ text: String, _ state: inout State) -> [Effect] {
        state.type(":chaos.set")
        state.press("Enter")
        state.type(text)
        return state.press("Enter")
    }

    @Test func thePaletteAsksWhatToBreakAndTheEffectIsAskedForUntilItIsThere() throws {
        var state = onServices()
        guard case .act(let action, .plan)? = typed("fail 50% for 60s", &state).first else {
            Issue.record("nothing is planned: \(state.screen)")
            return
        }
        #expect(action.intent.target == "orders" && action.intent.arguments["fail"] == .number(0.5))
        var plan = ActingWorlds.plan(action.intent, effects: ["50 % fail, for 60 s"])
        (plan.revision, plan.state) = (0, "nothing")
        _ = reduce(&state, .acted(action.id, .planned(plan)))
        state.type("a drill")
        state.press("Enter")
        _ = reduce(&state, .acted(action.id, .recorded))
        let done = ActingWorlds.report(.succeeded, action.intent, id: action.id)
        let looking = reduce(&state, .acted(action.id, .reported(done)))
        #expect(looking.contains { if case .act(_, .observe(after: 0)) = $0 { true } else { false } })
        // Not yet: it is asked again.
        let fact = TargetFact(revision: 0, state: "nothing", asOf: testNow, staleAfter: 0)
        let again = reduce(&state, .acted(action.id, .seen(fact)))
        #expect(again.count == 1)
        let there = TargetFact(revision: 1_795_529_067_000, state: "50 % fail", asOf: testNow, staleAfter: 0)
        _ = reduce(&state, .acted(action.id, .seen(there)))
        #expect(state.acting.actions.isEmpty)
        #expect(state.toasts.last?.text == "set chaos of orders: seen: broken in orders: 50 % fail")
    }

    @Test func aServiceThatDoesNotOfferItSaysSo() {
        var state = onServices()
        state.acting.gate.services[EventWorlds.orders]?.kinds = ["breaker.reset"]
        state.type(":chaos.set")
        state.press("Enter")
        #expect(state.toasts.last?.text == "set chaos of orders: orders does not take chaos.set")
    }
}
