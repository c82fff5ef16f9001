import Testing

@testable import ConsoleConfig

/// One bad file of the golden tables and what must be said about it.
struct GoldenCase: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var config: String
    var expected: [String]

    /// Takes a table apart: `=== name`, the file, `---`, the lines that must come out.
    static func table(_ text: String) -> [GoldenCase] {
        ("\n" + text).split(separator: "\n=== ", omittingEmptySubsequences: false).dropFirst().map { part in
            let lines = part.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            let line = lines.lastIndex(of: "---") ?? lines.endIndex
            return GoldenCase(
                testDescription: lines[0], config: lines[1..<line].joined(separator: "\n"),
                expected: Array(lines[(line + 1)...]))
        }
    }

    /// What the reader says, as the tables write it.
    var said: [String] {
        let files = ScriptedFiles(["/etc/fusebox/c.pem": "x", "/etc/fusebox/token": "x"])
        files.makeFolder("/etc/fusebox/folder")
        files.write("x", to: "/etc/fusebox/open.token", permissions: 0o644)
        let environment = ["USER": "ada", "HOME": "/home/ada", "EMPTY": "", "TOKEN": "t"]
        let reading = read(config, files: files, environment: environment)
        return reading.mistakes.map { "\($0.code.rawValue) \($0)" }
            + reading.warnings.map { "warning \($0.code.rawValue) \($0)" }
    }
}

struct GoldenTests {
    @Test(arguments: GoldenCase.table(goldenSyntax))
    func aFileThatIsNoJSONIsSaidToBe(golden: GoldenCase) { #expect(golden.said == golden.expected) }

    @Test(arguments: GoldenCase.table(goldenMeaning))
    func aFileThatIsNoConfigIsSaidToBe(golden: GoldenCase) { #expect(golden.said == golden.expected) }

    @Test(arguments: GoldenCase.table(goldenWarnings))
    func whatDeservesALookIsWarnedOf(golden: GoldenCase) { #expect(golden.said == golden.expected) }

    @Test func theTablesTryEveryKindOfMistakeAndWarning() {
        let tables = [goldenSyntax, goldenMeaning, goldenWarnings].flatMap(GoldenCase.table)
        let codes = Set(tables.flatMap(\.expected).compactMap { $0.split(separator: " ").first.map(String.init) })
        // A file that is not there at all is tried elsewhere.
        let mistakes = Set(ConfigMistake.Code.allCases.map(\.rawValue)).subtracting(["unreadable"])
        #expect(mistakes.isSubset(of: codes))
        let warned = tables.flatMap(\.expected).filter { $0.hasPrefix("warning ") }
        for code in ConfigWarning.Code.allCases {
            #expect(warned.contains { $0.hasPrefix("warning \(code.rawValue) ") }, "\(code)")
        }
    }
}
