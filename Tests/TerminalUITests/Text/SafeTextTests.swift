import ResilienceTesting
import Testing

@testable import TerminalUI

@Suite struct SafeTextTests {
    @Test(arguments: [
        ("plain text ~", "plain text ~"), ("a\nb\tc\r", "a\\nb\\tc\\r"), ("\u{1B}[31mred", "\\e[31mred"),
        ("\0\u{7}\u{7F}", "\\x00\\x07\\x7f"), ("\u{9B}2J", "\\u{9b}2J"), ("\u{85}", "\\u{85}"),
        ("user\u{202E}gnp.exe", "user\\u{202e}gnp.exe"), ("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"),
        ("a\u{200B}b", "a\\u{200b}b"), ("a\u{200D}b", "a\\u{200d}b"), ("\u{FEFF}x", "\\u{feff}x"),
        ("x\u{2028}y\u{2029}", "x\\u{2028}y\\u{2029}"), ("so\u{AD}ft", "so\\u{ad}ft"),
        ("x\u{E0041}\u{E0042}", "x\\u{e0041}\\u{e0042}"), ("\u{3164}\u{115F}\u{FFA0}", "\\u{3164}\\u{115f}\\u{ffa0}"),
        ("\u{301}x", "\u{25CC}\u{301}x"),
        ("a\u{FE0F}b\u{FE0E}", "ab"), ("👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦"), ("क्\u{200D}ष", "क्ष"), ("\r\n", "\\r\\n"),
        ("\u{FFFD}", "\u{FFFD}"), ("🏴\u{E0067}\u{E007F}", "🏴\u{E0067}\u{E007F}"),
        ("🏴\u{E0067}", "🏴\\u{e0067}"), ("x\u{E0100}", "x\\u{e0100}"),
    ])
    func whatCannotBeShownIsWritten(text: String, shown: String) {
        #expect(SafeText.visible(text) == shown)
    }

    @Test func noncharactersAreWritten() throws {
        for value in [UInt32(0xFFFE), 0xFDD0, 0x1FFFF, 0x10FFFE] {
            let text = String(try #require(Unicode.Scalar(value)))
            #expect(SafeText.visible(text) == "\\u{" + String(value, radix: 16) + "}")
        }
    }

    @Test func marksOnOneBaseAreBounded() {
        let zalgo = "Z" + String(repeating: "\u{301}\u{317}", count: 500) + "a"
        #expect(SafeText.visible(zalgo).unicodeScalars.count == 6)
        #expect(DisplayWidth.of(zalgo) == 2)
    }

    @Test func emojiSequencesAreBounded() {
        let endless = Array(repeating: "👩", count: 500).joined(separator: "\u{200D}")
        let longest = SafeText.clusters(of: endless).map { $0.text.unicodeScalars.count }.max() ?? 0
        #expect(longest <= SafeText.scalarsPerSequence + 1)
    }

    @Test func whateverComesInNothingDangerousComesOut() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<2000 {
            let text = random.text(length: Int.random(in: 0...40, using: &random))
            let shown = SafeText.visible(text)
            for scalar in shown.unicodeScalars {
                #expect(scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value), "\(text.debugDescription)")
                #expect(!scalar.properties.isBidiControl, "\(text.debugDescription)")
            }
            #expect(SafeText.visible(shown) == shown, "showing it twice changes nothing: \(text.debugDescription)")
            #expect(DisplayWidth.of(text) == DisplayWidth.of(shown))
        }
    }

    @Test func clustersCoverTheirSource() {
        var random = SeededGenerator(seed: 8)
        for _ in 0..<1000 {
            let text = random.text(length: Int.random(in: 0...40, using: &random))
            let covered = SafeText.clusters(of: text).reduce(0) { $0 + $1.sourceScalars }
            #expect(covered == text.unicodeScalars.count, "\(text.debugDescription)")
        }
    }
}
