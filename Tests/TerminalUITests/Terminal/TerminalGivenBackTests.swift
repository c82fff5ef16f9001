import Foundation
import TerminalTesting
import Testing

/// However the program ends, the terminal is as it was.
@Suite struct TerminalGivenBackTests {
    /// Lets the fixture start, ends it in some way, and returns the screen after its end.
    private func end(
        _ arguments: [String] = [], by action: (PseudoTerminal) async throws -> Void
    ) async throws -> (screen: TerminalScreen, ending: TerminalScreen.Ending) {
        let terminal = try Fixture.start(arguments)
        try await terminal.waitUntil("a full screen") {
            $0.isAlternate && $0.reportsMouse && $0.bracketsPastes && !$0.isCursorVisible && $0.contains("started")
        }
        #expect(!terminal.modes.echoes && !terminal.modes.editsLines)
        try await action(terminal)
        let ending = try await terminal.ending()
        let screen = terminal.screen
        #expect(terminal.modes == terminal.initialModes)
        #expect(!screen.isAlternate && !screen.reportsMouse && !screen.bracketsPastes && screen.isCursorVisible)
        return (screen, ending)
    }

    @Test func onQuit() async throws {
        let (screen, ending) = try await end { $0.press("q") }
        #expect(ending == .exited(0))
        #expect(screen.lines.first == "good bye")
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
    func onASignalThatEndsPrograms(signal: Int32) async throws {
        let (screen, ending) = try await end { $0.signal(signal) }
        #expect(ending == .killed(signal))
        #expect(screen.lines.first == "good bye")
    }

    @Test func onQuitBySignal() async throws {
        #expect(try await end { $0.signal(SIGQUIT) }.ending == .killed(SIGQUIT))
    }

    @Test func onExitSomewhereInTheProgram() async throws {
        #expect(try await end { $0.press("%") }.ending == .exited(3))
    }

    @Test(arguments: [
        ("!", "Fatal error: boom in the actor"), ("@", "Fatal error: boom in a task"),
        ("#", "Fatal error: Index out of range"),
    ])
    func onATrapWithItsMessage(key: String, message: String) async throws {
        let (screen, ending) = try await end { $0.press(key) }
        #expect([.killed(SIGILL), .killed(SIGTRAP)].contains(ending))
        #expect(screen.lines.joined().contains(message))
    }

    @Test func onAbort() async throws {
        #expect(try await end { $0.press("$") }.ending == .killed(SIGABRT))
    }

    @Test func onAStackOverflowOfTheTerminalsThread() async throws {
        #expect(try await end { $0.press("&") }.ending == .killed(SIGSEGV))
    }

    @Test func whatWasWrittenToStandardErrorIsPrintedAfterwards() async throws {
        let (screen, _) = try await end {
            $0.press("e")
            $0.press("q")
        }
        #expect(screen.contains("a line on standard error"))
    }

    @Test func byItsSupervisorAfterItWasKilled() async throws {
        let (screen, ending) = try await end(["--supervised"]) { terminal in
            for child in Self.children(of: terminal.processID) { kill(child, SIGKILL) }
        }
        #expect(ending == .killed(SIGKILL))
        #expect(screen.lines.allSatisfy { !$0.contains("started") })
    }

    @Test func underASupervisorThatIsAskedToEnd() async throws {
        let (screen, ending) = try await end(["--supervised"]) { $0.signal(SIGTERM) }
        #expect(ending == .killed(SIGTERM))
        #expect(screen.lines.first == "good bye")
    }

    @Test func underASupervisorThatPassesExitCodesOn() async throws {
        #expect(try await end(["--supervised"]) { $0.press("%") }.ending == .exited(3))
    }

    /// A lock holds the number of its owner's thread: after a fork it must be the child's own.
    @Test func underASupervisorTheTerminalsThreadSharesLocksWithOthers() async throws {
        let (screen, ending) = try await end(["--supervised"]) { terminal in
            terminal.press("m")
            try await terminal.waitFor("shared 2000000")
            terminal.press("q")
        }
        #expect(ending == .exited(0))
        #expect(screen.lines.first == "good bye")
    }

    @Test func whenTheWindowIsClosedTheProgramEnds() async throws {
        let terminal = try Fixture.start()
        try await terminal.waitFor("started")
        terminal.hangUp()
        #expect(try await terminal.ending() == .killed(SIGHUP))
    }

    private static func children(of process: Int32) -> [Int32] {
        let path = "/proc/\(process)/task/\(process)/children"
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        return text.split(separator: " ").compactMap { Int32($0.filter(\.isNumber)) }
    }
}
