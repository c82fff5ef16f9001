import Foundation
import TerminalTesting
import Testing

/// The tool that the other tests stand on.
@Suite struct PseudoTerminalTests {
    @Test func aProgramsOutputIsOnTheScreenAndItsExitCodeIsTold() async throws {
        let terminal = try PseudoTerminal("/bin/sh", ["-c", "printf '\\033[1;31mred\\033[0m 東京'; exit 5"])
        #expect(try await terminal.ending() == .exited(5))
        let screen = terminal.screen
        #expect(screen.lines[0] == "red 東京")
        #expect(screen.rows[0][0].isBold && screen.rows[0][0].foreground == 1)
        #expect(screen.cursor == (8, 0))
    }

    @Test func aConditionThatCannotComeTrueFailsWithTheScreen() async throws {
        let terminal = try PseudoTerminal("/bin/sh", ["-c", "echo last words"])
        let error = await #expect(throws: PseudoTerminalError.self) { try await terminal.waitFor("something else") }
        #expect(error?.description.contains("last words") == true)
        #expect(error?.description.contains("the program ended") == true)
    }

    @Test func aDeadlineIsKept() async throws {
        let terminal = try PseudoTerminal("/bin/cat")
        let error = await #expect(throws: PseudoTerminalError.self) {
            try await terminal.waitFor("nobody says this", within: .zero)
        }
        #expect(error?.description.contains("the deadline came") == true)
    }

    @Test func waitingEndsWhenItsTaskIsCancelled() async throws {
        let terminal = try PseudoTerminal("/bin/cat")
        let waiting = Task { try await terminal.waitFor("nobody says this") }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        terminal.type("still there\n")
        try await terminal.waitFor("still there")
    }

    @Test func droppingATerminalKillsItsProgramAndNoOther() async throws {
        let other = try PseudoTerminal("/bin/cat")
        let watched = try PseudoTerminal(
            "/bin/sh", ["-c", "echo running; tail --pid=\(try startAndDrop()) -f /dev/null; echo gone"])
        try await watched.waitFor("gone")
        other.type("alive\n")
        try await other.waitFor("alive")
    }

    private func startAndDrop() throws -> Int32 { try PseudoTerminal("/bin/cat").processID }

    @Test func aProgramThatIsNotThereIsTold() async throws {
        let terminal = try PseudoTerminal("/nonexistent/program")
        #expect(try await terminal.ending() == .exited(127))
    }
}
