import Foundation
import TerminalTesting
import Testing

/// The whole of it: the fixture in a real pseudo-terminal.
@Suite struct RealTerminalTests {
    @Test func keysArriveByName() async throws {
        let terminal = try Fixture.start()
        try await terminal.waitFor("started 80×24")
        let keys = [
            "j", "Enter", "Tab", "Shift-Tab", "Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDn", "Del",
            "Ins", "Backspace", "F1", "F5", "F12", "^d", "^u", "Alt-f", "Ctrl-Left", "Shift-Right", "é", "東",
        ]
        let names = [
            "j", "Enter", "Tab", "Shift-Tab", "↑", "↓", "←", "→", "Home", "End", "PgUp", "PgDn", "Del", "Ins",
            "Backspace", "F1", "F5", "F12", "^d", "^u", "Alt-f", "Ctrl-←", "Shift-→", "é", "東",
        ]
        for (key, name) in zip(keys, names) {
            terminal.press(key)
            try await terminal.waitUntil("key \(name)") { Fixture.lastNote($0) == "key \(name)" }
        }
        terminal.press("Esc")
        try await terminal.waitUntil("key Esc") { Fixture.lastNote($0) == "key Esc" }
        terminal.press("q")
        #expect(try await terminal.ending() == .exited(0))
    }
}

/// The program that these tests drive.
enum Fixture {
    /// Beside the test bundle, where the build puts all products.
    static var path: String {
        var directory =
            Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }
            ?? URL(fileURLWithPath: CommandLine.arguments[0])
        directory.deleteLastPathComponent()
        return directory.appendingPathComponent("TerminalFixture").path
    }

    static func start(
        _ arguments: [String] = [], environment changes: [String: String?] = [:], columns: Int = 80, rows: Int = 24
    ) throws -> PseudoTerminal {
        var environment = PseudoTerminal.environment
        for (name, value) in changes { environment[name] = value }
        return try PseudoTerminal(
            path, arguments, environment: environment, columns: columns, rows: rows)
    }

    /// The last line inside the fixture's box.
    static func lastNote(_ screen: TerminalScreen) -> String {
        let notes = screen.lines.map { $0.trimmingCharacters(in: CharacterSet(charactersIn: "│| ")) }
        return notes.dropLast().last { !$0.isEmpty } ?? ""
    }
}
