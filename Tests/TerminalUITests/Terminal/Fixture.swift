import Foundation
import TerminalTesting

/// The program that the tests of the real terminal drive: Tests/Support/TerminalFixture.
enum Fixture {
    /// Beside the test bundle, where the build puts all products.
    static var path: String {
        var directory =
            Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }
            ?? URL(fileURLWithPath: CommandLine.arguments[0])
        directory.deleteLastPathComponent()
        return directory.appendingPathComponent("TerminalFixture").path
    }

    /// Starts it with some variables changed, or taken away where they are `nil`.
    static func start(
        _ arguments: [String] = [], environment changes: [String: String?] = [:], columns: Int = 80, rows: Int = 24
    ) throws -> PseudoTerminal {
        var environment = PseudoTerminal.environment
        for (name, value) in changes { environment[name] = value }
        return try PseudoTerminal(path, arguments, environment: environment, columns: columns, rows: rows)
    }

    /// The last line inside its box.
    static func lastNote(_ screen: TerminalScreen) -> String {
        let notes = screen.lines.map { $0.trimmingCharacters(in: CharacterSet(charactersIn: "│| ")) }
        return notes.dropLast().last { !$0.isEmpty } ?? ""
    }
}
