import ChildProcess
import Foundation
import ResilienceTesting
import TerminalTesting
import Testing

/// Service, console or both are killed and stopped at any moment of many commands: each command took effect once or not
/// at all, and screen, journal and audit log agree on which.
///
/// 25 commands, every fifth of them from the keys of a real screen; `MODEL_RUNS=4` makes them a hundred.
@Suite(.serialized) struct CommandStormTests {
    /// What is done to whom at a moment.
    private enum Blow: CaseIterable { case console, service, both, none }

    @Test(.timeLimit(.minutes(30)), arguments: [1] as [UInt64])
    func killedAtAnyMomentEachCommandTookEffectOnceOrNotAtAll(seed: UInt64) async throws {
        let console = try Console()
        defer { console.cleanUp() }
        let service = try OperableService(in: console.folder)
        defer { service.end() }
        try service.configure(console)
        var random = SeededGenerator(seed: seed)
        for number in ModelRuns.seeds(25) {
            let stage = Stage(
                lines: Int.random(in: 0...4, using: &random), inside: Int.random(in: 0...400, using: &random))
            let blow = Blow.allCases.randomElement(using: &random) ?? .none
            if number % 5 == 3 {
                try await fromTheScreen(number, console, service, stage, blow)
            } else {
                try await fromTheCommandLine(number, console, service, stage, blow)
            }
        }
        try await finish(console)
        try await agree(console, service)
    }

    private func fromTheCommandLine(
        _ number: Int, _ console: Console, _ service: OperableService, _ stage: Stage, _ blow: Blow
    ) async throws {
        let kind = number % 2 == 0 ? "breaker.force_open" : "breaker.reset"
        let written = Written(in: console.folder)
        let process = try ChildProcess(
            Console.binary.path,
            ["do", kind, OperableService.breaker, "-c", "fusebox.json", "--yes", "--reason", "storm \(number)"],
            directory: console.folder.path, output: .discarded)
        stage.await(written) { process.isRunning }
        if number % 25 == 7 {
            // Until the command line has given up: longer than every timeout of a call.
            service.signal(SIGSTOP)
            process.waitUntilExit()
            service.signal(SIGCONT)
            return
        }
        if blow == .service || blow == .both { service.end() }
        if blow == .console || blow == .both { process.kill() }
        if blow == .service || blow == .both { try service.startAgain() }
        process.waitUntilExit()
    }

    /// Keys on a real terminal, up to the confirmation; then the blow.
    private func fromTheScreen(
        _ number: Int, _ console: Console, _ service: OperableService, _ stage: Stage, _ blow: Blow
    ) async throws {
        let screen = try console.start(["-c", "fusebox.json", "--page", "breakers"], columns: 160)
        try await screen.waitUntil("the breaker", within: .seconds(60)) {
            ($0.contains("● CLOSED") || $0.contains("◆ FORCED_OPEN")) && !$0.contains("pending")
        }
        try await ask(number, screen)
        let written = Written(in: console.folder)
        screen.type("storm \(number) on the screen\r")
        stage.await(written, while: { true })
        if blow == .service || blow == .both { service.end() }
        if blow == .console || blow == .both {
            for child in ProcessTree.children(of: screen.processID) { kill(child, SIGKILL) }
            _ = try await screen.ending(within: .seconds(60))
        }
        if blow == .service || blow == .both { try service.startAgain() }
        guard blow == .service || blow == .none else { return }
        try await screen.waitUntil("how it ended", within: .seconds(120)) { shown in
            ["verified", "not done", "not observed"].contains { shown.contains($0) }
        }
        screen.press("q")
        _ = try await screen.ending(within: .seconds(60))
    }

    /// Presses the key until the question is there: what an earlier console has left may still be looked up.
    private func ask(_ number: Int, _ screen: PseudoTerminal) async throws {
        while true {
            if number % 2 == 0 {
                screen.press("o")
                try await screen.waitFor("for how long")
                screen.press("Enter")
            } else {
                screen.press("r")
            }
            let shown = try await screen.waitUntil("the question", within: .seconds(60)) {
                $0.contains("What it does") || $0.contains("is still pending")
            }
            if shown.contains("What it does") { return }
            try await screen.waitUntil("nothing pending", within: .seconds(60)) { !$0.contains("pending") }
        }
    }

    /// How far a command has come, by what its audit log and the service's journal hold.
    private struct Written {
        private let files: [URL]
        private let before: Int

        init(in folder: URL) {
            files = ["audit.jsonl", "commands.jsonl"].map { folder.appendingPathComponent($0) }
            before = Self.lines(in: files)
        }

        /// Lines that came since.
        var lines: Int { Self.lines(in: files) - before }

        private static func lines(in files: [URL]) -> Int {
            files.reduce(0) { $0 + ((try? Data(contentsOf: $1))?.count { $0 == 0x0A } ?? 0) }
        }
    }

    /// A moment in the life of a command: so many lines written, and then a little further.
    private struct Stage {
        let lines: Int
        /// Turns given to the others.
        let inside: Int

        func await(_ written: Written, while isRunning: () -> Bool) {
            let deadline = ContinuousClock.now + .seconds(60)
            while isRunning(), written.lines < lines, ContinuousClock.now < deadline { sched_yield() }
            for _ in 0..<inside { sched_yield() }
        }
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any], "\(text)")
    }

    private func actions(_ console: Console) async throws -> [[String: Any]] {
        let log = try object(
            try await console.run(["audit", "-c", "fusebox.json", "--json", "--limit", "10000"]).output)
        #expect(log["whole"] as? Bool == true, "\(log["firstBreak"] ?? "")")
        return log["actions"] as? [[String: Any]] ?? []
    }

    /// The next console finishes what the others have left.
    private func finish(_ console: Console) async throws {
        let screen = try console.start(["-c", "fusebox.json", "--page", "audit"])
        try await screen.waitFor("chain whole", within: .seconds(60))
        let deadline = ContinuousClock.now + .seconds(120)
        while ContinuousClock.now < deadline {
            if try await actions(console).allSatisfy({ $0["result"] != nil }) { break }
        }
        screen.type("q")
    }

    private func agree(_ console: Console, _ service: OperableService) async throws {
        let journal = try service.journal()
        let actions = try await actions(console)
        var recorded: Set<String> = []
        for action in actions {
            let id = try #require(action["id"] as? String)
            recorded.insert(id)
            let state = (action["result"] as? [String: Any])?["state"] as? String
            let entry = journal[id]
            #expect((entry?.done ?? 0) <= 1, "\(id)")
            switch state {
            case "succeeded": #expect(entry?.done == 1, "\(id)")
            case "failed": #expect(entry?.state == "failed", "\(id)")
            case "never_arrived", "conflict", "refused": #expect(entry == nil, "\(id) \(state ?? "")")
            default: Issue.record("\(id) has no result: \(state ?? "none")")
            }
        }
        #expect(Set(journal.keys).isSubset(of: recorded), "nothing is done that was not recorded first")
        let reasons = actions.compactMap { ($0["intent"] as? [String: Any])?["reason"] as? String }
        #expect(reasons.contains { $0.hasSuffix("on the screen") } && reasons.contains { !$0.hasSuffix("screen") })
        let last = try service.lastDone()
        // And the screen shows what the journal's last command has made of the breaker.
        let screen = try console.start(["-c", "fusebox.json", "--page", "breakers"], columns: 160)
        try await screen.waitFor(
            last == "breaker.force_open" ? "◆ FORCED_OPEN" : "● CLOSED", within: .seconds(60))
        screen.type("q")
    }
}
