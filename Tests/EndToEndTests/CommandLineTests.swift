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

    private static let trace = "4bf92f3577b34da6a3ce929d0e0e4736"

    private static func writeLog(_ console: Console) throws {
        try console.append([
            spanLine(name: "POST /orders", trace: trace, span: "00f067aa0ba902b7", start: 1e9, seconds: 2),
            spanLine(
                service: "payments", name: "charge-card", trace: trace, span: "00f067aa0ba902b8",
                parent: "00f067aa0ba902b7", start: 1e9, failed: true),
            spanLine(
                name: "GET /health", trace: String(repeating: "b", count: 32), span: "00f067aa0ba902b9", start: 1e9),
        ])
    }

    @Test func tracesListsWhatMatchesAndSaysWhatIsHidden() async throws {
        let (code, output, _) = try await run(
            "traces", "--log", "trace.jsonl", "--filter", "status:error", "--json", prepare: Self.writeLog)
        #expect(code == 0)
        let answer = try #require(JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
        #expect((answer["matched"] as? NSNumber)?.intValue == 1)
        #expect((answer["hidden"] as? NSNumber)?.intValue == 1)
        let first = try #require((answer["traces"] as? [[String: Any]])?.first)
        #expect(first["trace"] as? String == Self.trace)
        #expect(first["name"] as? String == "POST /orders")
    }

    @Test func tracesWithoutAMatchEndsWithOne() async throws {
        let (code, _, _) = try await run(
            "traces", "--log", "trace.jsonl", "--filter", "service:nobody", prepare: Self.writeLog)
        #expect(code == 1)
    }

    @Test func aFilterThatCannotBeReadIsPointedAt() async throws {
        let (code, _, errors) = try await run(
            "traces", "--log", "trace.jsonl", "--filter", "status:error duration>", prepare: Self.writeLog)
        #expect(code == 2)
        #expect(errors.contains("  status:error duration>\n               ^"))
    }

    @Test func aTraceIsPrintedAsATreeByTheBeginningOfItsId() async throws {
        let (code, output, _) = try await run("trace", "4bf92f", "--log", "trace.jsonl", prepare: Self.writeLog)
        #expect(code == 0)
        #expect(output.contains("POST /orders  orders  +0.0 ms  2000.0 ms"))
        #expect(output.contains("└─ charge-card  payments") && output.contains("ERROR"))
    }

    @Test func aTraceIsPrintedWholeAsOTLP() async throws {
        let (code, output, _) = try await run(
            "trace", Self.trace, "--json", "--log", "trace.jsonl", prepare: Self.writeLog)
        #expect(code == 0)
        let answer = try #require(JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
        #expect(answer["resourceSpans"] != nil)
        #expect(output.contains("charge-card") && !output.contains("GET /health"))
    }

    @Test func servicesSaysHowEachIsAndEndsAccordingly() async throws {
        let (healthy, broken) = (try await ScriptedEndpoint(), try await ScriptedEndpoint(.answer(503, "{}")))
        let fine = try await run("services", "--json") { try $0.configure([("orders", healthy.url)]) }
        #expect(fine.code == 0)
        let answer = try #require(JSONSerialization.jsonObject(with: Data(fine.output.utf8)) as? [String: Any])
        let first = try #require((answer["services"] as? [[String: Any]])?.first)
        #expect(first["name"] as? String == "orders" && first["health"] as? String == "healthy")
        let bad = try await run("services") {
            try $0.configure([("orders", healthy.url), ("payments", broken.url)])
        }
        #expect(bad.code == 1)
        #expect(bad.output.contains("payments") && bad.output.contains("unhealthy"))
        try await healthy.goDown()
        let nobody = try await run("services") { try $0.configure([("orders", healthy.url)]) }
        #expect(nobody.code == 3)
        #expect(nobody.output.contains("connection refused"))
    }

    @Test(.timeLimit(.minutes(2))) func servicesWaitsUntilAllAreHealthyOrTheTimeIsOver() async throws {
        let orders = try await ScriptedEndpoint(.answer(503, "{}"))
        let over = try await run("services", "--wait", "healthy", "--timeout", "1s") {
            try $0.configure([("orders", orders.url)])
        }
        #expect(over.code == 1 && over.output.contains("unhealthy"))
        let payments = try await ScriptedEndpoint(.answer(503, "{}"))
        async let waiting = run("services", "--wait", "healthy", "--timeout", "100s") {
            try $0.configure([("payments", payments.url)])
        }
        for await _ in payments.asked { break }
        payments.become(ScriptedEndpoint.healthy)
        let came = try await waiting
        #expect(came.code == 0 && came.output.contains("healthy"))
    }

    @Test func aConfigIsWrittenByAskingAndCheckFindsItFine() async throws {
        let orders = try await ScriptedEndpoint()
        let console = try Console()
        defer { console.cleanUp() }
        let written = try await console.run([
            "config", "init", orders.url, "tcp://127.0.0.1:\(orders.port)", "--output", "new.json",
        ])
        #expect(written.code == 0)
        let checked = try await console.run(["check", "new.json"])
        #expect(checked.code == 0)
        #expect(!checked.output.contains("warning"))
        #expect(try await console.run(["config", "init", orders.url, "--output", "new.json"]).code == 2)
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func completionsAreWrittenForEveryShell(shell: String) async throws {
        let (code, output, _) = try await run("--generate-completion-script", shell)
        #expect(code == 0)
        #expect(output.contains("snapshot") && output.contains("fusebox"))
    }
}
