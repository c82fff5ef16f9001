import ResilienceTesting
import Testing
import TerminalUI

@Suite struct TextWrapTests {
    @Test func linesBreakAtBlanksAndLongWordsAnywhere() {
        func wrap(_ text: String, _ width: Int) -> [String] {
            TextWrap.lines(of: StyledText(text), width: width).map(\.plain)
        }
        #expect(wrap("one two three", 8) == ["one two ", "three"])
        #expect(wrap("abcdefghij", 4) == ["abcd", "efgh", "ij"])
        #expect(wrap("東京東京", 5) == ["東京", "東京"])
        #expect(wrap("", 5) == [""])
        #expect(wrap("\u{202E}", 4) == ["\\u{2", "02e}"])
    }

    @Test func piecesAreNeverWiderAndLoseNothingButBlanks() {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<500 {
            let text = random.text(length: 30)
            let width = Int.random(in: 2...20, using: &random)
            let lines = TextWrap.lines(of: StyledText(text), width: width)
            #expect(lines.allSatisfy { $0.width <= width })
            let kept = lines.map { SafeText.visible($0.plain) }.joined().unicodeScalars.filter { $0 != " " }
            #expect(String(kept) == String(SafeText.visible(text).unicodeScalars.filter { $0 != " " }))
        }
    }

    @Test func stylesSurviveTheBreak() {
        let red = Style(.ansi(.red))
        let lines = TextWrap.lines(of: "ab".styled(red) + "cd ef", width: 4)
        #expect(lines.count == 2)
        #expect(lines[0].runs.first?.style == red)
        #expect(lines[1].runs.first?.style == .plain)
    }
}
