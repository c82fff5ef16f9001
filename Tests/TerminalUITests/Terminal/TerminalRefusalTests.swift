import Foundation
import TerminalTesting
import Testing

/// Where there is no terminal to use, a sentence says so and nothing is changed.
@Suite struct TerminalRefusalTests {
    @Test(arguments: [
        (nil, "TERM is not set"), ("dumb", "TERM is dumb"), ("nonsense", "TERM is nonsense, which terminfo"),
    ])
    func aTerminalOfNoUseIsRefused(type: String?, sentence: String) async throws {
        let terminal = try Fixture.start(environment: ["TERM": type])
        #expect(try await terminal.ending() == .exited(2))
        #expect(terminal.screen.contains(sentence))
        #expect(terminal.modes == terminal.initialModes)
        #expect(!terminal.output.contains("\u{1B}"))
    }

    @Test(arguments: [("<", "standard input"), (">", "standard output")])
    func aPipeIsRefused(redirection: String, stream: String) async throws {
        let command = "\(Fixture.path) \(redirection) /dev/null"
        let terminal = try PseudoTerminal("/bin/sh", ["-c", command])
        #expect(try await terminal.ending() == .exited(2))
        #expect(terminal.screen.contains("\(stream) is not a terminal"))
    }

    @Test(arguments: [
        "am, cols#80, lines#24, bel=^G, cr=\\r, cud1=\\n, ind=\\n,", "hc, os, cols#132, cr=\\r, cud1=\\n, ind=\\n,",
    ])
    func aTerminalThatCannotPlaceItsCursorIsRefused(capabilities: String) async throws {
        try await withTerminfo("teletype|paper,\n\t\(capabilities)\n") { folder in
            let terminal = try Fixture.start(environment: ["TERM": "teletype", "TERMINFO": folder])
            #expect(try await terminal.ending() == .exited(2))
            #expect(terminal.screen.contains("TERM is teletype, a terminal that cannot place its cursor"))
            #expect(terminal.modes == terminal.initialModes)
        }
    }
}
