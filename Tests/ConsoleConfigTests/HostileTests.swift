import ResilienceTesting
import Testing

@testable import ConsoleConfig

struct HostileTests {
    @Test func endlessNestingIsOneMistakeAndTheRestIsStillRead() {
        for (open, close) in [("[", "]"), ("{a:", "}")] {
            let nest = String(repeating: open, count: 50_000) + String(repeating: close, count: 50_000)
            let mistakes = read("{ theme: \(nest), colour: 1 }").mistakes
            #expect(mistakes.contains { $0.found == "level 65 of nesting" })
            #expect(mistakes.contains { $0.found.contains("colour") })
        }
    }

    @Test func nestingThatIsNeverClosedEnds() {
        let mistakes = read(String(repeating: "[", count: 100_000)).mistakes
        #expect(!mistakes.isEmpty && mistakes.count < 5)
    }

    @Test func aFileOfNoiseIsGivenUpAfterAHundredMistakes() {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<20 {
            let bytes = (0..<5_000).map { _ in UInt8.random(in: 0...255, using: &random) }
            let reading = ConfigReader(environment: [:], fileSystem: ScriptedFiles().system)
                .read(bytes: bytes, file: "config.json")
            #expect(!reading.mistakes.isEmpty && reading.mistakes.count <= 110)
        }
        let mistakes = read("{ \(String(repeating: "@,", count: 10_000)) }").mistakes
        #expect(mistakes.count == 101)
        #expect(mistakes.last?.found == "100 mistakes")
    }

    @Test func aThousandMistakesAreEnough() {
        let text = (0..<1_500).map { "k\($0): 1" }.joined(separator: ", ")
        let mistakes = read("{ \(text) }").mistakes
        #expect(mistakes.count == 1_001)
        #expect(mistakes.last?.found == "1000 mistakes")
    }

    @Test func columnsAreRightInALineThatNeverEnds() {
        let text = "{ theme: 'dark', traceLog: [\(String(repeating: "'ä', ", count: 1_000))], \"x\": 1 }"
        #expect(read(text).mistakes.map { "\($0.place.line):\($0.place.column)" } == ["1:5032"])
    }

    @Test func aHugeFileIsRefusedWithoutBeingRead() {
        let bytes = [UInt8](repeating: UInt8(ascii: " "), count: ConfigReader.largestFile + 1)
        let reading = ConfigReader(environment: [:]).read(bytes: bytes, file: "config.json")
        #expect(reading.mistakes.map(\.code) == [.unreadable])
    }

    @Test func bytesThatAreNoTextAreFoundWhereTheyStand() {
        let bytes = Array("{\n  theme: 'da".utf8) + [0xFF] + Array("rk' }".utf8)
        let reading = ConfigReader(environment: [:], fileSystem: ScriptedFiles().system)
            .read(bytes: bytes, file: "config.json")
        #expect(reading.mistakes.first?.description == "2:13: found the byte 0xFF, expected text in UTF-8")
    }

    @Test func aFileInUTF16IsSaidNotToBeUTF8() {
        let bytes: [UInt8] = [0xFF, 0xFE] + Array("{}".utf8).flatMap { [$0, 0] }
        let reading = ConfigReader(environment: [:], fileSystem: ScriptedFiles().system)
            .read(bytes: bytes, file: "config.json")
        #expect(reading.mistakes.first?.expected == "text in UTF-8")
    }

    @Test func nothingThatATerminalObeysIsRepeated() {
        let text = "{ \"\u{202E}\u{9B}31m\\u001b[2J\": 1, theme: '\u{FEFF}\u{85}\\u0007', '\u{2028}': 2 }"
        let words = read(text).mistakes.map(\.description).joined()
        let isHarmless = words.unicodeScalars.allSatisfy {
            $0.properties.generalCategory != .control && $0.properties.generalCategory != .format
                && $0.properties.generalCategory != .lineSeparator
        }
        #expect(isHarmless && !words.isEmpty)
    }

    @Test func longTextsAreCutShortWhereTheyAreRepeated() {
        let long = String(repeating: "x", count: 100_000)
        let mistakes = read("{ \(long): 1, theme: '\(long)', operator: { name: '\(long)' }, audit: \(long) }").mistakes
        #expect(mistakes.count == 4)
        #expect(mistakes.allSatisfy { $0.description.count < 500 })
    }

    @Test func everyStartOfAConfigIsReadWithoutACrash() {
        let text = Array(
            "{ // c\n 'a': [1, -0x1F, .5e3, '\\u00e4\\x41\\ud83d\\ude00'], b: {c: true,}, /* d */ e: null } ".utf8)
        let reader = ConfigReader(environment: [:], fileSystem: ScriptedFiles().system)
        for count in 0..<text.count {
            #expect(!reader.read(bytes: Array(text[..<count]), file: "config.json").mistakes.isEmpty)
        }
    }
}
