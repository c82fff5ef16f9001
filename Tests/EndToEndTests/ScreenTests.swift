import Foundation
import Subprocess
import SystemPackage
import TerminalTesting
import Testing

/// The console as its user has it: keys in, screens out, real endpoints and a real log behind it.
@Suite struct ScreenTests {
    @Test func anEndpointThatGoesDownAndComesBackIsSeen() async throws {
        let console = try Console()
        defer { console.cleanUp() }
        let payments = try await ScriptedEndpoint()
        let orders = try await ScriptedEndpoint()
        try console.configure([("orders", orders.url), ("payments", payments.url)], timeout: "2s")
        let terminal = try console.start()
        try await terminal.waitFor("2 services ●2")
        try await terminal.waitFor("nothing  all services answer as they should")

        payments.become(.answer(503, #"{"status":"unhealthy","checks":{"database":{"status":"unhealthy"}}}"#))
        try await terminal.waitUntil("payments needs attention") { screen in
            screen.lines.contains { $0.contains("✖ payments") && $0.contains("unhealthy") && $0.contains("503") }
        }
        payments.become(.hang)
        try await terminal.waitUntil("a timeout in words") { $0.contains("timed out after 2 s") }
        try await payments.goDown()
        try await terminal.waitUntil("a refusal in words") { $0.contains("connection refused") }
        terminal.press("2")
        try await terminal.waitUntil("the services page") { screen in
            screen.lines.contains { $0.contains("payments") && $0.contains("✖ unhealthy") }
                && screen.lines.contains { $0.contains("orders") && $0.contains("● healthy") }
        }
        try await payments.comeBack()
        payments.become(ScriptedEndpoint.healthy)
        try await terminal.waitFor("2 services ●2")
        terminal.press("1")
        try await terminal.waitUntil("the timeline has the whole story") { screen in
            screen.contains("unhealthy → healthy") && screen.contains("healthy → unhealthy")
        }
        terminal.press("q")
        #expect(try await terminal.ending() == .exited(0))
    }

    @Test func aLogThatGrowsIsShownAndATraceIsOpenedAndGoesOnGrowing() async throws {
        let console = try Console()
        defer { console.cleanUp() }
        try console.configure([])
        let now = Date().timeIntervalSince1970
        let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
        let terminal = try console.start(["--page", "traces"])
        try await terminal.waitFor("Traces")
        try console.append([
            spanLine(
                service: "payments", name: "charge-card", trace: trace, span: "00f067aa0ba902b7",
                parent: "00f067aa0ba902b8", start: now, failed: true)
        ])
        try await terminal.waitFor("charge-card")
        try console.append([
            spanLine(name: "POST /orders", trace: trace, span: "00f067aa0ba902b8", start: now - 0.01, seconds: 0.1)
        ])
        try await terminal.waitUntil("the root names its trace") {
            $0.contains("POST /orders") && $0.contains("1 trace")
        }
        terminal.press("Enter")
        try await terminal.waitUntil("the span tree") {
            $0.contains("charge-card") && $0.contains("POST /orders")
        }
        try console.append([
            spanLine(
                service: "fraud", name: "late-check", trace: trace, span: "00f067aa0ba902b9",
                parent: "00f067aa0ba902b7", start: now)
        ])
        try await terminal.waitFor("late-check")
        terminal.press("Esc")
        try await terminal.waitFor("sorted by newest")
        terminal.press("q")
        #expect(try await terminal.ending() == .exited(0))
    }

    @Test func aLogThatIsRotatedTruncatedAndDeletedUnderTheScreenGoesOnBeingShown() async throws {
        let console = try Console()
        defer { console.cleanUp() }
        try console.configure([])
        let now = Date().timeIntervalSince1970
        func line(_ number: Int, _ name: String) -> String {
            spanLine(
                name: name, trace: String(format: "%032x", number), span: "00f067aa0ba902b7",
                start: now + Double(number))
        }
        /// Another process does to the log what is done to logs.
        func shell(_ command: String) async throws {
            let done = try await Subprocess.run(
                .path("/bin/sh"), arguments: ["-c", command], workingDirectory: FilePath(console.folder.path),
                output: .discarded, error: .string(limit: 1 << 16))
            try #require(done.terminationStatus == .exited(0), "\(done.standardError)")
        }
        func write(_ number: Int, _ name: String) async throws {
            try await shell("printf '%s\\n' '\(line(number, name))' >> trace.jsonl")
        }
        let terminal = try console.start(["--page", "traces"])
        try await terminal.waitFor("waiting for")
        try await write(1, "first-life")
        try await terminal.waitUntil("the file that appeared") {
            $0.contains("first-life") && !$0.contains("waiting for")
        }

        try await shell("mv trace.jsonl trace.jsonl.1")
        try await write(2, "after-rename")
        try await terminal.waitFor("after-rename")
        // The writer that held the old file writes once more.
        try await shell("printf '%s\\n' '\(line(3, "late-in-old-file"))' >> trace.jsonl.1")
        try await terminal.waitFor("late-in-old-file")

        try await shell("cp trace.jsonl trace.jsonl.2 && : > trace.jsonl")
        try await write(4, "after-truncation")
        try await terminal.waitFor("after-truncation")

        try await shell("rm trace.jsonl")
        try await terminal.waitFor("waiting for")
        try await write(5, "second-life")
        try await terminal.waitUntil("all five, each once") { screen in
            screen.contains("5 traces") && !screen.contains("waiting for")
                && ["first-life", "after-rename", "late-in-old-file", "after-truncation", "second-life"].allSatisfy {
                    name in
                    screen.lines.count { $0.contains(name) } == 1
                }
        }
        terminal.press("q")
        #expect(try await terminal.ending() == .exited(0))
    }

    @Test func anotherSizeIsDrawnAtOnceAndTooSmallAOneSaysSo() async throws {
        let console = try Console()
        defer { console.cleanUp() }
        try console.configure([])
        let terminal = try console.start()
        try await terminal.waitFor("Needs attention")
        terminal.resize(columns: 50, rows: 12)
        try await terminal.waitFor("needs 60×16")
        terminal.resize(columns: 160, rows: 50)
        try await terminal.waitUntil("the large screen") { $0.lines.count == 50 && $0.contains("Needs attention") }
        terminal.press("?")
        try await terminal.waitFor("Everywhere")
        terminal.press("q")
        try await terminal.waitUntil("the page behind help") { !$0.contains("Everywhere") }
        terminal.press("q")
        #expect(try await terminal.ending() == .exited(0))
    }

    @Test func aChangedConfigIsTakenWhileRunningAndABadOneIsRefused() async throws {
        let console = try Console()
        defer { console.cleanUp() }
        let orders = try await ScriptedEndpoint()
        try console.configure([("orders", orders.url)])
        let terminal = try console.start()
        try await terminal.waitFor("1 service ●1")
        try console.configure([("orders", orders.url), ("billing", orders.url)])
        try await terminal.waitUntil("the new service") { $0.contains("2 services ●2") && $0.contains("billing added") }
        try console.write("{ \"services\": [ }", to: console.config)
        try await terminal.waitFor("config not taken")
        #expect(terminal.screen.contains("2 services"))
        terminal.press("q")
        #expect(try await terminal.ending() == .exited(0))
    }

    @Test func whatOneConsoleTakesTheOtherSeesAlsoAfterARestartAndUntilItIsGivenBack() async throws {
        let console = try Console()
        defer { console.cleanUp() }
        let payments = try await ScriptedEndpoint(.answer(503, #"{"status":"unhealthy"}"#))
        try console.configure([("payments", payments.url)])
        func start(as name: String) throws -> PseudoTerminal {
            try console.start(environment: ["USER": name])
        }
        let (ada, bob) = (try start(as: "ada"), try start(as: "bob"))
        for terminal in [ada, bob] {
            try await terminal.waitUntil("payments needs attention") { $0.contains("✖ payments unhealthy") }
        }
        ada.press("m")
        try await ada.waitFor("mine for")
        ada.type("2h calling the provider")
        ada.press("Enter")
        try await ada.waitUntil("it is hers") { screen in
            screen.lines.contains { $0.contains("✖ payments") && $0.contains("mine until") }
        }
        let told: @Sendable (TerminalScreen) -> Bool = { screen in
            screen.lines.contains { $0.contains("ada's until") && $0.contains("calling the provider") }
        }
        try await bob.waitUntil("the other sees who has it", told)
        bob.press("j", "M")
        try await bob.waitFor("only they can give it back")
        bob.press("q")
        #expect(try await bob.ending() == .exited(0))
        let again = try start(as: "bob")
        try await again.waitUntil("the one that was started later sees it too", told)
        ada.press("M")
        try await again.waitUntil("it is everybody's again") { screen in
            screen.contains("✖ payments unhealthy") && !screen.contains("ada's until")
        }
        for terminal in [ada, again] {
            terminal.press("q")
            #expect(try await terminal.ending() == .exited(0))
        }
    }
}
