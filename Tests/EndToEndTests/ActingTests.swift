import ChildProcess
import Foundation
import ResilienceTesting
import Subprocess
import SystemPackage
import TerminalTesting
import Testing

/// Commands from the real command line to a real service that was written in another language.
@Suite(.serialized) struct ActingTests {
    private let open = ["do", "breaker.force_open", OperableService.breaker, "-c", "fusebox.json"]

    private func world(_ test: (Console, OperableService) async throws -> Void) async throws {
        let console = try Console()
        defer { console.cleanUp() }
        let service = try OperableService(in: console.folder)
        defer { service.end() }
        try service.configure(console)
        try await test(console, service)
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any], "\(text)")
    }

    @Test func aCommandIsPlannedRecordedSentAndItsEffectSeen() async throws {
        try await world { console, service in
            let plan = try await console.run(open + ["--dry-run", "--json"])
            #expect(plan.code == 0, "\(plan)")
            #expect(try object(plan.output)["state"] as? String == "planned")
            #expect(
                try await console.run(["audit", "-c", "fusebox.json", "--verify"]).output.contains("whole: 0 entries"))

            let done = try await console.run(
                open + ["--yes", "--reason", "bank is down", "--expires-in", "10m", "--wait", "--json"])
            #expect(done.code == 0, "\(done)")
            let report = try object(done.output)
            #expect(report["state"] as? String == "verified")
            let id = try #require(report["id"] as? String)
            #expect(try service.journal()[id]?.done == 1)

            let audit = try await console.run(["audit", "-c", "fusebox.json", "--json"])
            let log = try object(audit.output)
            #expect(audit.code == 0 && log["whole"] as? Bool == true && log["entries"] as? Int == 4)
            let action = try #require((log["actions"] as? [[String: Any]])?.first)
            #expect((action["intent"] as? [String: Any])?["reason"] as? String == "bank is down")
            #expect((action["observation"] as? [String: Any])?["verified"] as? Bool == true)
        }
    }

    @Test func whatCannotBeDoneSaysWhyAndSendsNothing() async throws {
        try await world { console, service in
            try console.write("another-token-of-16", to: console.folder.appendingPathComponent("wrong.token"))
            try service.configure(console, token: "wrong.token")
            let wrong = try await console.run(open + ["--yes", "--reason", "x"])
            #expect(wrong.code == 3 || wrong.code == 1)
            #expect(wrong.output.contains("does not know the token"), "\(wrong)")
            try service.configure(console)
            let readOnly = try await console.run(open + ["--yes", "--reason", "x", "--read-only"])
            #expect(readOnly.code == 1 && readOnly.output.contains("start fusebox without --read-only"))
            let unknown = try await console.run(
                ["do", "breaker.reset", "nothing", "-c", "fusebox.json", "--yes", "--reason", "x"])
            #expect(unknown.code == 1 && unknown.output.contains("there are \(OperableService.breaker)"), "\(unknown)")
            #expect(try await console.run(open + ["--yes"]).code == 2)
            service.end()
            let gone = try await console.run(open + ["--yes", "--reason", "x"])
            #expect(gone.code == 3 && gone.output.contains("cannot be reached"), "\(gone)")
            #expect(
                !FileManager.default.fileExists(atPath: console.folder.appendingPathComponent("commands.jsonl").path))
        }
    }

    @Test func aFullDiskUnderTheAuditLogSendsNothing() async throws {
        try await world { console, _ in
            let arguments = (open + ["--yes", "--reason", "x"]).map { "'\($0)'" }.joined(separator: " ")
            let result = try await Subprocess.run(
                .path("/bin/sh"), arguments: ["-c", "ulimit -f 0; exec \(try Console.binary.path) \(arguments)"],
                workingDirectory: FilePath(console.folder.path), output: .string(limit: 1 << 20),
                error: .string(limit: 1 << 20))
            #expect(result.terminationStatus == .exited(1))
            #expect(
                result.standardOutput.contains("nothing was sent: the audit log")
                    && result.standardOutput.contains("raise the limit"), "\(result)")
            #expect(
                !FileManager.default.fileExists(atPath: console.folder.appendingPathComponent("commands.jsonl").path))
        }
    }

    @Test func ofTwoOperatorsOneWinsAndTheOtherIsShownWhatChanged() async throws {
        try await world { console, service in
            let first = try console.start(open), second = try console.start(open)
            try await first.waitFor("why?")
            try await second.waitFor("why?")
            first.type("bank is down\ry\r")
            try await first.waitFor("accepted")
            second.type("me too\ry\r")
            try await second.waitFor("nothing was done")
            try await second.waitFor("revision:")
            #expect(try service.journal().count == 1)
        }
    }

    /// Service and console are killed and stopped at any moment: each command took effect once or not at all, and journal
    /// and audit log agree on which.
    @Test(.timeLimit(.minutes(10)), arguments: [1] as [UInt64])
    func killedAtAnyMomentEachCommandTookEffectOnceOrNotAtAll(seed: UInt64) async throws {
        try await world { console, service in
            var random = SeededGenerator(seed: seed)
            for number in ModelRuns.seeds(25) {
                let kind = number % 2 == 0 ? "breaker.force_open" : "breaker.reset"
                let written = Written(in: console.folder)
                let process = try ChildProcess(
                    Console.binary.path,
                    [
                        "do", kind, OperableService.breaker, "-c", "fusebox.json", "--yes", "--reason",
                        "storm \(number)",
                    ], directory: console.folder.path, output: .discarded)
                let stage = Stage(
                    lines: Int.random(in: 0...4, using: &random), inside: Int.random(in: 0...400, using: &random))
                switch Int.random(in: 0..<5, using: &random) {
                case 0:
                    stage.await(of: process, written)
                    process.kill()
                case 1:
                    stage.await(of: process, written)
                    service.end()
                    try service.startAgain()
                case 2:
                    stage.await(of: process, written)
                    service.end()
                    process.kill()
                    try service.startAgain()
                case 3 where number % 5 == 0:
                    // Until the command line has given up: longer than every timeout of a call.
                    stage.await(of: process, written)
                    service.signal(SIGSTOP)
                    process.waitUntilExit()
                    service.signal(SIGCONT)
                default: break
                }
                process.waitUntilExit()
            }
            try await finish(console)
            try await agree(console, service)
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

        func await(of process: ChildProcess, _ written: Written) {
            while process.isRunning, written.lines < lines { sched_yield() }
            for _ in 0..<inside { sched_yield() }
        }
    }

    /// The next console finishes what the others have left.
    private func finish(_ console: Console) async throws {
        let screen = try console.start(["-c", "fusebox.json", "--page", "audit"])
        try await screen.waitFor("chain whole", within: .seconds(60))
        let deadline = ContinuousClock.now + .seconds(120)
        while ContinuousClock.now < deadline {
            let log = try object(
                try await console.run(["audit", "-c", "fusebox.json", "--json", "--limit", "10000"]).output)
            let actions = log["actions"] as? [[String: Any]] ?? []
            if actions.allSatisfy({ $0["result"] != nil }) { break }
        }
        screen.type("q")
    }

    private func agree(_ console: Console, _ service: OperableService) async throws {
        let answer = try await console.run(["audit", "-c", "fusebox.json", "--json", "--limit", "10000"])
        let log = try object(answer.output)
        #expect(log["whole"] as? Bool == true, "\(log["firstBreak"] ?? "")")
        let journal = try service.journal()
        let actions = log["actions"] as? [[String: Any]] ?? []
        #expect(!actions.isEmpty)
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
    }
}
