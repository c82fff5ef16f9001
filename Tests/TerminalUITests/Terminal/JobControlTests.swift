import Foundation
import TerminalTesting
import Testing

/// ^Z and fg, with a real shell in between.
@Suite struct JobControlTests {
    @Test(arguments: [[], ["--supervised"]])
    func suspendGivesTheTerminalBackAndForegroundTakesItAgain(arguments: [String]) async throws {
        var environment = PseudoTerminal.environment
        environment["PS1"] = "shell> "
        environment["ENV"] = ""
        let terminal = try PseudoTerminal("/bin/sh", ["-i"], environment: environment)
        try await terminal.waitFor("shell>")
        let before = terminal.modes
        let command = ([Fixture.path] + arguments).joined(separator: " ")
        terminal.type(command + "\n")
        try await terminal.waitUntil("the full screen") { $0.isAlternate && $0.contains("started") }
        for _ in 1...2 {
            terminal.press("^z")
            try await terminal.waitUntil("the shell") {
                !$0.isAlternate && !$0.reportsMouse && !$0.bracketsPastes && $0.isCursorVisible
                    && $0.lines.last { !$0.isEmpty } == "shell>" && $0.contains("Stopped")
            }
            #expect(terminal.modes == before)
            terminal.type("clear; fg\n")
            try await terminal.waitUntil("the full screen again") {
                $0.isAlternate && $0.reportsMouse && Fixture.lastNote($0) == "resumed"
            }
            terminal.press("j")
            try await terminal.waitUntil("a key") { Fixture.lastNote($0) == "key j" }
        }
        terminal.press("q")
        try await terminal.waitUntil("the shell") { !$0.isAlternate && $0.contains("good bye") }
        terminal.type("exit 7\n")
        #expect(try await terminal.ending() == .exited(7))
    }

    @Test func stoppedBehindItsBackItTakesTheTerminalAgain() async throws {
        let terminal = try Fixture.start()
        try await terminal.waitFor("started")
        terminal.signal(SIGSTOP)
        terminal.signal(SIGCONT)
        try await terminal.waitUntil("the screen again") { $0.isAlternate && Fixture.lastNote($0) == "resumed" }
        terminal.press("j")
        try await terminal.waitFor("key j")
        terminal.press("q")
        #expect(try await terminal.ending() == .exited(0))
        #expect(terminal.modes == terminal.initialModes)
    }
}
