import Foundation
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
            try await second.waitFor("state: now FORCED_OPEN")
            #expect(try service.journal().count == 1)
        }
    }
}
