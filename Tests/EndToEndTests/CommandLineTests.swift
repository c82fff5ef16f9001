import Foundation
import Testing

/// What scripts see.
@Suite struct CommandLineTests {
    private func run(_ arguments: String..., prepare: (Console) throws -> Void = { _ in }) async throws
        -> (code: Int32, output: String, errors: String)
    {
        let console = try Console()
        defer { console.cleanUp() }
        try prepare(console)
        return try await console.run(arguments)
    }

    @Test func theVersionIsOneLine() async throws {
        let (code, output, _) = try await run("--version")
        #expect(code == 0)
        #expect(output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    }

    @Test func anUnknownOptionIsAUsageErrorOnStandardError() async throws {
        let (code, output, errors) = try await run("watch", "--no-such-option")
        #expect(code == 2)
        #expect(output.isEmpty)
        #expect(errors.contains("--no-such-option"))
    }

    @Test func checkNamesEveryMistakeWithItsPlaceAndEndsWithTwo() async throws {
        let (code, output, errors) = try await run("check", "bad.json") { console in
            try console.write(
                "{ \"services\": [\n  { \"name\": \"a\", \"health\": \"http://127.0.0.1:1/\", \"intervall\": \"5s\" },\n"
                    + "  { \"name\": \"b\", \"health\": \"http://127.0.0.1:2/\", \"timeout\": \"soon\" } ] }",
                to: console.folder.appendingPathComponent("bad.json"))
        }
        #expect(code == 2)
        let said = output + errors
        #expect(said.contains("bad.json:2:") && said.contains("did you mean \"interval\""))
        #expect(said.contains("bad.json:3:") && said.contains("timeout"))
    }

    @Test func checkOfAGoodConfigIsFine() async throws {
        let (code, _, _) = try await run("check", "fusebox.json") { try $0.configure([("a", "http://127.0.0.1:1/")]) }
        #expect(code == 0)
    }

    @Test func withoutAConfigItSaysHowToGetOne() async throws {
        let (code, _, errors) = try await run("snapshot")
        #expect(code == 2)
        #expect(errors.contains("--config"))
    }

    @Test func statsCountsWhatAFileHolds() async throws {
        let (code, output, _) = try await run("stats", "trace.jsonl", "--json") { console in
            try console.append([
                spanLine(name: "root", trace: String(repeating: "a", count: 32), span: "00f067aa0ba902b7", start: 1e9),
                "not json at all",
                spanLine(
                    name: "child", trace: String(repeating: "a", count: 32), span: "00f067aa0ba902b8",
                    parent: "00f067aa0ba902b7", start: 1e9, failed: true),
            ])
        }
        #expect(code == 0)
        let numbers = try #require(
            JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
        let expected = [
            "lines": 3, "bad_lines": 1, "spans": 2, "traces": 1, "error_spans": 1, "orphan_spans": 0,
            "duplicate_spans": 0,
        ]
        for (key, value) in expected { #expect((numbers[key] as? NSNumber)?.intValue == value, "\(key)") }
        for key in ["bytes", "seconds", "threads", "log_records", "metric_points", "bad_reasons"] {
            #expect(numbers[key] != nil, "\(key)")
        }
    }

    @Test func aFileThatIsNotThereIsSaidAndEndsWithTwo() async throws {
        let (code, _, errors) = try await run("stats", "nothing.jsonl", "--json")
        #expect(code == 2)
        #expect(errors.contains("nothing.jsonl"))
    }

    @Test(arguments: ["text", "ansi", "svg", "json"])
    func snapshotDrawsWithoutATerminal(format: String) async throws {
        let orders = try await ScriptedEndpoint()
        let (code, output, _) = try await run("snapshot", "--page", "services", "--size", "100x20", "--format", format)
        {
            try $0.configure([("orders", orders.url)])
        }
        #expect(code == 0)
        #expect(output.contains("orders"))
        switch format {
        case "text":
            #expect(output.split(separator: "\n", omittingEmptySubsequences: false).count >= 20)
            #expect(output.contains("● healthy") && !output.contains("\u{1B}"))
        case "ansi": #expect(output.contains("\u{1B}["))
        case "svg": #expect(output.hasPrefix("<svg") || output.hasPrefix("<?xml"))
        default: #expect((try? JSONSerialization.jsonObject(with: Data(output.utf8))) != nil)
        }
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func completionsAreWrittenForEveryShell(shell: String) async throws {
        let (code, output, _) = try await run("--generate-completion-script", shell)
        #expect(code == 0)
        #expect(output.contains("snapshot") && output.contains("fusebox"))
    }
}
