import Foundation
import TerminalTesting
import Testing

/// However the console ends, the terminal is as it was; where it cannot begin, it says why.
@Suite struct TerminalGivenBackTests {
    private func end(by action: (PseudoTerminal) -> Void) async throws -> TerminalScreen.Ending {
        let console = try Console()
        defer { console.cleanUp() }
        try console.configure([])
        let terminal = try console.start()
        try await terminal.waitUntil("a full screen") {
            $0.isAlternate && !$0.isCursorVisible && $0.contains("Timeline")
        }
        action(terminal)
        let ending = try await terminal.ending()
        #expect(terminal.modes == terminal.initialModes)
        let screen = terminal.screen
        #expect(!screen.isAlternate && !screen.reportsMouse && !screen.bracketsPastes && screen.isCursorVisible)
        return ending
    }

    @Test func onQuit() async throws { #expect(try await end { $0.press("q") } == .exited(0)) }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
    func onASignal(signal: Int32) async throws { #expect(try await end { $0.signal(signal) } == .killed(signal)) }

    @Test func onTheTerminalsOwnInterrupt() async throws {
        #expect(try await end { $0.press("^c") } == .killed(SIGINT))
    }

    @Test func whenTheConsoleItselfIsKilled() async throws {
        let ending = try await end { terminal in
            for child in ProcessTree.children(of: terminal.processID) { kill(child, SIGKILL) }
        }
        #expect(ending == .killed(SIGKILL))
    }

    @Test func suspendGivesTheTerminalBackAndForegroundTakesItAgain() async throws {
        let console = try Console()
        defer { console.cleanUp() }
        try console.configure([])
        var environment = PseudoTerminal.environment
        environment["PS1"] = "shell> "
        environment["ENV"] = ""
        let shell = try PseudoTerminal(
            "/bin/sh", ["-i"], environment: environment, directory: console.folder.path, columns: 100, rows: 30)
        try await shell.waitFor("shell>")
        let before = shell.modes
        shell.type("\(try Console.binary.path)\n")
        try await shell.waitUntil("the console") { $0.isAlternate && $0.contains("Timeline") }
        shell.press("^z")
        try await shell.waitUntil("the shell") { !$0.isAlternate && $0.contains("Stopped") && $0.isCursorVisible }
        #expect(shell.modes == before)
        shell.type("clear; fg\n")
        try await shell.waitUntil("the console again") { $0.isAlternate && $0.contains("Timeline") }
        shell.press("2")
        try await shell.waitUntil("a key after it") { $0.contains("Services") && !$0.contains("Timeline") }
        shell.press("q")
        try await shell.waitUntil("the shell at the end") { !$0.isAlternate }
        shell.type("exit\n")
        _ = try await shell.ending()
    }

    @Test(arguments: [
        ("TERM", "dumb", "TERM is dumb"), ("TERM", nil, "TERM is not set"), ("TERM", "no-such", "no-such"),
    ])
    func aTerminalThatCannotBeUsedIsSaidInASentence(name: String, value: String?, sentence: String) async throws {
        let console = try Console()
        defer { console.cleanUp() }
        try console.configure([])
        let terminal = try console.start(environment: [name: value])
        #expect(try await terminal.ending() == .exited(2))
        #expect(terminal.output.contains(sentence))
        #expect(terminal.modes == terminal.initialModes)
    }

    @Test func withoutATerminalItSaysSo() async throws {
        let console = try Console()
        defer { console.cleanUp() }
        try console.configure([])
        let (code, _, errors) = try await console.run([])
        #expect(code == 2)
        #expect(errors.contains("is not a terminal"))
    }
}
