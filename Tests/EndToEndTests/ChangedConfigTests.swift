import Foundation
import TerminalTesting
import Testing

/// The config file changes under a running console.
@Suite struct ChangedConfigTests {
    @Test func aChangedConfigIsTakenWhileTheConsoleRuns() async throws {
        let console = try Console()
        defer { console.cleanUp() }
        let orders = try await ScriptedEndpoint()
        func write(_ log: String, _ more: String = "") throws {
            try console.write(
                "{ services: [ { name: 'orders', health: '\(orders.url)', interval: '300ms', timeout: '20s' } ], "
                    + "traceLog: { path: '\(log)' }\(more) }", to: console.config)
        }
        let now = Date().timeIntervalSince1970
        let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
        for (file, name) in [("one.jsonl", "POST /orders"), ("two.jsonl", "GET /catalog")] {
            try console.write(
                spanLine(name: name, trace: trace, span: "00f067aa0ba902b8", start: now) + "\n",
                to: console.folder.appendingPathComponent(file))
        }
        try write("one.jsonl")
        let terminal = try console.start(["--page", "traces"])
        try await terminal.waitFor("POST /orders")
        try write("two.jsonl", ", alerts: { bell: true }")
        try await terminal.waitUntil("the other log") { $0.contains("GET /catalog") && !$0.contains("POST /orders") }
        try await terminal.waitUntil("what changed is said") { !$0.contains("after a restart") }
        terminal.press("1")
        try await terminal.waitUntil("and is in the timeline") {
            $0.contains("traceLog: path") && $0.contains("alerts: bell false → true")
        }
        terminal.press("q")
        #expect(try await terminal.ending() == .exited(0))
    }
}
