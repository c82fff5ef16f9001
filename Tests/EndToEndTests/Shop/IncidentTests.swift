import Foundation
import TerminalTesting
import Testing

/// One incident from its first sign to its end, as somebody on call lives it: the real shop, the real console.
struct IncidentTests {
    private static let breaker = "orders → payments"

    @Test(.timeLimit(.minutes(10))) func anIncidentIsSeenUnderstoodAndMendedThroughTheScreen() async throws {
        let console = try Console()
        defer { console.cleanUp() }
        // Nothing mends itself while somebody is at work.
        let environment = ["SHOP_BREAKER_RESET": "30m"]
        try await ShopProcess.run(["--rate", "4", "--failure-rate", "0"], environment: environment) { shop in
            try configure(console, shop)
            let screen = try console.start(["-c", "fusebox.json"], columns: 160, rows: 48)
            try await screen.waitFor("breakers all closed", within: .seconds(60))
            #expect(try await shop.command("chaos", "payments", "--fail", "1", "--for", "600s").code == 0)

            do {
                try await seesOneEntryThatSaysWhy(screen)
                try await forcesTheBreakerOpenAndThenHalfOpen(screen, shop)
                try await retriesOneCompensatesAnotherAndRetriesTheRest(screen)
                try await rebuildsAReadModelAndReplaysEventsIntoWhatLooksThere(screen)
                try await findsItAllInTheAudit(screen, console)
            } catch {
                Issue.record("what was recorded:\n\(try await recorded(console).joined(separator: "\n"))")
                throw error
            }
            screen.press("q")
            #expect(try await screen.ending(within: .seconds(60)) == .exited(0))

            let (code, verdict) = try await shop.settle()
            let told = "\(verdict)\n\(try await recorded(console).joined(separator: "\n"))"
            #expect(code == 0 && verdict.violations.isEmpty && verdict.in_flight == 0, "\(told)")
            #expect(verdict.confirmed > 0 && verdict.compensated > 0 && verdict.needs_attention == 0, "\(verdict)")
        }
    }

    private func configure(_ console: Console, _ shop: ShopProcess) throws {
        let services = ShopProcess.services.enumerated().map { index, name in
            let address = "http://127.0.0.1:\(shop.portBase + index + 1)"
            return #"{ "name": "\#(name)", "health": "\#(address)/health", "operations": "\#(address)/ops/v1", "#
                + #""interval": "1s", "timeout": "20s", "degradedAbove": "20s" }"#
        }
        try console.write(
            #"{ "services": [\#(services.joined(separator: ","))], "#
                + #""traceLog": { "path": "\#(shop.folder.path)/trace.jsonl" }, "audit": { "path": "audit.jsonl" }, "#
                + #""operator": { "name": "ada", "tokenFile": "\#(shop.folder.path)/operator.token" } }"#,
            to: console.config)
    }

    // MARK: - What a person does

    private func seesOneEntryThatSaysWhy(_ screen: PseudoTerminal) async throws {
        try await screen.waitUntil("sagas wait in the entry of what holds them up", within: .seconds(120)) { screen in
            screen.lines.contains { $0.contains(Self.breaker) && $0.contains("sagas stuck") }
        }
        // Those that had no try left are being undone already, and come first.
        screen.type("4/step:ProcessPayment\r")
        try await screen.waitFor("hidden by")
        screen.type("G")
        screen.press("Enter")
        try await screen.waitUntil("the chain from the saga to the breaker") { screen in
            screen.contains("└─ step ProcessPayment") && screen.contains("└─ call payments")
                && screen.contains("└─ breaker \(Self.breaker)")
        }
        try await leave(screen, "└─ step")
    }

    private func forcesTheBreakerOpenAndThenHalfOpen(_ screen: PseudoTerminal, _ shop: ShopProcess) async throws {
        screen.type("3/towards:payments\r")
        try await screen.waitFor("hidden by")
        try await act(screen, "o", asked: ["for how long": "10m"], because: "stop asking payments") {
            Self.tells($0, "force open")
        }
        #expect(try await shop.command("chaos", "payments", "--off").code == 0)
        try await act(screen, "h", because: "payments is mended") { $0.contains("● CLOSED") }
    }

    private func retriesOneCompensatesAnotherAndRetriesTheRest(_ screen: PseudoTerminal) async throws {
        screen.press("4")
        try await screen.waitFor("step:ProcessPayment")
        try await act(screen, "t", because: "the breaker is closed") {
            Self.tells($0, "retry order-")
        }
        try await act(screen, "c", because: "customer asked") {
            Self.tells($0, "compensate order-")
        }
        screen.type("M")
        try await screen.waitFor("marked")
        try await act(screen, "t", because: "as the first", within: .seconds(240)) { Self.isOverOrStopped($0) }
        try await goesOn(screen)
    }

    /// What has stopped by itself says why; somebody who has read it goes on.
    private func goesOn(_ screen: PseudoTerminal) async throws {
        for _ in 0..<3 where screen.screen.contains(Self.stopped) {
            screen.type("P")
            try await screen.waitUntil("it goes on") { !$0.contains(Self.stopped) }
            try await screen.waitUntil("the rest", within: .seconds(240)) { Self.isOverOrStopped($0) }
        }
        #expect(screen.screen.contains("finished"))
    }

    private static let stopped = ": stopped "
    private static func isOverOrStopped(_ screen: TerminalScreen) -> Bool {
        screen.contains("finished") || screen.contains(stopped)
    }

    /// Wishlists ask the read model of what was bought.
    private func rebuildsAReadModelAndReplaysEventsIntoWhatLooksThere(_ screen: PseudoTerminal) async throws {
        screen.type("6v/recommendations\r")
        try await screen.waitUntil("the read model alone") {
            $0.contains("hidden by") && $0.contains("recommendations: has every event up to")
        }
        try await act(screen, "b", because: "to be sure") { Self.tells($0, "rebuild recommendations") }
        try await leave(screen, "hidden by")
        screen.type("vv/type:OrderConfirmed\r")
        try await screen.waitUntil("confirmed orders alone") {
            $0.contains("hidden by \"type:OrderConfirmed\"") && $0.contains(" OrderConfirmed ")
        }
        screen.type("j")
        try await act(screen, "p", asked: ["replay into": "wishlists"], because: "it was made anew") {
            Self.tells($0, "replay events into wishlists")
        }
    }

    private func findsItAllInTheAudit(_ screen: PseudoTerminal, _ console: Console) async throws {
        screen.press("7")
        try await screen.waitFor("chain whole")
        let verified = try await actions(console).filter {
            ($0["observation"] as? [String: Any])?["verified"] as? Bool == true
        }
        let kinds = Set(verified.compactMap { ($0["intent"] as? [String: Any])?["kind"] as? String })
        #expect(
            kinds == [
                "saga.compensate", "breaker.force_open", "breaker.half_open", "saga.retry", "projection.rebuild",
                "events.replay",
            ])
    }

    /// Every action on record and how it ended, a line each.
    private func recorded(_ console: Console) async throws -> [String] {
        try await actions(console).map { action in
            let intent = action["intent"] as? [String: Any] ?? [:]
            let result = action["result"] as? [String: Any] ?? [:]
            let observation = action["observation"] as? [String: Any] ?? [:]
            return [
                action["at"], intent["kind"], intent["target"], result["state"], result["sentence"],
                observation["verified"],
                observation["sentence"],
            ]
            .map { $0.map { "\($0)" } ?? "-" }.joined(separator: "  ")
        }
    }

    private func actions(_ console: Console) async throws -> [[String: Any]] {
        let answer = try await console.run(["audit", "-c", "fusebox.json", "--json", "--limit", "10000"])
        let log = try #require(try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any])
        return try #require(log["actions"] as? [[String: Any]])
    }

    /// The console says of something that it has seen its effect.
    private static func tells(_ screen: TerminalScreen, _ what: String) -> Bool {
        screen.lines.contains { $0.contains(what) && $0.contains(": seen") }
    }

    /// Closes what is open, and waits until it is gone: `Esc` and a key at once would be `Alt` and that key.
    private func leave(_ screen: PseudoTerminal, _ words: String) async throws {
        screen.press("Esc")
        try await screen.waitUntil("“\(words)” gone") { !$0.contains(words) }
    }

    /// Presses a key, gives a reason, and waits for the effect; what changed meanwhile is looked at and tried again.
    private func act(
        _ screen: PseudoTerminal, _ key: String, asked answers: [String: String] = [:], because reason: String,
        within limit: Duration = .seconds(90), until isSeen: @escaping @Sendable (TerminalScreen) -> Bool
    ) async throws {
        while true {
            screen.type(key)
            for (question, answer) in answers {
                try await screen.waitFor(question)
                screen.type("\(answer)\r")
            }
            let asked = try await screen.waitUntil("the question of \(key)", within: .seconds(60)) {
                $0.contains("reason:") || $0.contains("Nothing was done")
            }
            if asked.contains("Nothing was done") {
                try await leave(screen, "Nothing was done")
                continue
            }
            screen.type("\(reason)\r")
            let shown = try await screen.waitUntil("the effect of \(key)", within: limit) {
                isSeen($0) || $0.contains("Nothing was done")
            }
            if isSeen(shown) { return }
            try await leave(screen, "Nothing was done")
        }
    }
}
