import Foundation
import TerminalTesting
import Testing

/// The real console, on its screen and on its command line, before an API that is broken, or that does not let it act.
@Suite(.serialized) struct HostileServiceTests {
    private let open = ["do", "breaker.force_open", OperableService.breaker, "-c", "fusebox.json"]

    private func world(_ test: (Console, OperableService, HostileProxy) async throws -> Void) async throws {
        let console = try Console()
        defer { console.cleanUp() }
        let service = try OperableService(in: console.folder)
        defer { service.end() }
        let proxy = try HostileProxy(before: service)
        try proxy.configure(console)
        try await test(console, service, proxy)
    }

    private func journalIsEmpty(_ console: Console) -> Bool {
        !FileManager.default.fileExists(atPath: console.folder.appendingPathComponent("commands.jsonl").path)
    }

    private static let broken: [(HostileProxy.Mode, String)] = [
        (.garbage, "does not speak the Operations API"), (.drip, "did not finish its answer within"),
        (.flood, "answered more than 16 MiB"),
    ]

    @Test(.timeLimit(.minutes(3)), arguments: broken)
    func theScreenSaysWhatIsWrongKeepsWhatItKnowsAndGoesOn(mode: HostileProxy.Mode, sentence: String) async throws {
        try await world { console, _, proxy in
            let screen = try console.start(["-c", "fusebox.json", "--page", "breakers"], columns: 160)
            try await screen.waitUntil("the breaker") { $0.contains("shop -> bank") && $0.contains("● CLOSED") }
            try proxy.become(mode)
            try await screen.waitFor(sentence, within: .seconds(60))
            // What was heard stays, with its age, and nothing is done on it.
            try await screen.waitUntil("the stale breaker", within: .seconds(60)) { $0.contains("? CLOSED") }
            screen.press("o")
            // Refused for its silence or for the age of what it said, whichever the console knows of first.
            try await screen.waitUntil("the refusal") {
                $0.contains("shop does not answer") || $0.contains("wait until shop answers again")
            }
            try proxy.become(.honest)
            try await screen.waitUntil("the breaker again", within: .seconds(60)) {
                $0.contains("● CLOSED") && !$0.contains(sentence)
            }
            #expect(journalIsEmpty(console))
            screen.press("q")
            #expect(try await screen.ending() == .exited(0))
        }
    }

    @Test(.timeLimit(.minutes(3)), arguments: broken)
    func theCommandLineSaysWhatIsWrongAndSendsNothing(mode: HostileProxy.Mode, sentence: String) async throws {
        try await world { console, _, proxy in
            try proxy.become(mode)
            let answer = try await console.run(open + ["--yes", "--reason", "x"])
            #expect(answer.code == 3 && answer.output.contains(sentence), "\(answer)")
            #expect(journalIsEmpty(console))
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func aCommandWhoseAnswerWasGarbageIsDoneOnceAndFoundToBe() async throws {
        try await world { console, service, proxy in
            try proxy.become(.once)
            let answer = try await console.run(open + ["--yes", "--reason", "x", "--wait"])
            #expect(answer.code == 0 && answer.output.contains("verified"), "\(answer)")
            let journal = try service.journal()
            #expect(journal.count == 1 && journal.values.allSatisfy { $0.done == 1 })
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func aViewersTokenLooksAndIsRefusedWithWhatWouldHelp() async throws {
        try await world { console, _, proxy in
            try proxy.become(.viewer)
            let sentence = "the token for shop has the role viewer, which may only look"
            let answer = try await console.run(open + ["--yes", "--reason", "x"])
            #expect(answer.code == 1 && answer.output.contains(sentence), "\(answer)")
            #expect(answer.output.contains("put an operator's token into its tokenFile"))
            #expect(try await console.run(open + ["--dry-run"]).code == 0)
            let screen = try console.start(["-c", "fusebox.json", "--page", "breakers"], columns: 200)
            try await screen.waitFor("● CLOSED")
            screen.press("o")
            // The whole sentence is longer than a line.
            try await screen.waitFor("viewer")
            screen.press("q")
            #expect(journalIsEmpty(console))
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func anOverrideThatExpiresIsSeenToEndByItself() async throws {
        try await world { console, _, _ in
            let screen = try console.start(["-c", "fusebox.json", "--page", "breakers"], columns: 200)
            try await screen.waitFor("● CLOSED")
            let done = try await console.run(
                open + ["--yes", "--reason", "bank is down", "--expires-in", "15s", "--wait"])
            #expect(done.code == 0, "\(done)")
            try await screen.waitUntil("the override with its owner, reason and time left") {
                $0.contains("FORCED_OPEN") && $0.contains("set by ada") && $0.contains("bank is down")
            }
            try await screen.waitFor("● CLOSED", within: .seconds(60))
            #expect(!screen.screen.contains("set by ada"))
            screen.press("q")
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func aServiceThatIsAddedToTheConfigIsActedOnWithoutARestart() async throws {
        try await world { console, service, _ in
            try console.write(
                #"{ "services": [], "operator": { "name": "ada" }, "audit": { "path": "audit.jsonl" } }"#,
                to: console.config)
            let screen = try console.start(["-c", "fusebox.json", "--page", "breakers"], columns: 160)
            try await screen.waitFor("no breaker is known yet")
            try service.configure(console)
            try await screen.waitFor("● CLOSED", within: .seconds(60))
            screen.press("o")
            try await screen.waitFor("for how long")
            screen.press("Enter")
            try await screen.waitFor("What it does")
            // The trace log tells of nobody else.
            try await screen.waitFor("nothing that the last minutes of traces show")
            screen.type("bank is down\r")
            try await screen.waitFor("FORCED_OPEN", within: .seconds(60))
            try await screen.waitFor("✓ verified", within: .seconds(60))
            #expect(try service.journal().values.map(\.done) == [1])
            screen.press("q")
        }
    }
}
