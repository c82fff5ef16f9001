import Testing
import TerminalUI

@Suite struct PromptTests {
    /// The column of the cursor in the last row.
    private func cursor(_ frame: Frame) -> Int? {
        frame.row(frame.size.height - 1).enumerated().first { $0.element.style.attributes.contains(.reverse) }?.offset
    }

    @Test func theLineShowsLabelTextAndCursor() {
        let frame = frame(Prompt("/", LineEditor("service:a")), 20, 1)
        #expect(frame.text() == "/service:a")
        #expect(cursor(frame) == 10)
    }

    @Test func aHintStandsThereUntilSomethingIsTyped() {
        #expect(text(Prompt(": ", LineEditor(), hint: "command"), 20, 1) == ":  command")
        #expect(text(Prompt(": ", LineEditor("x"), hint: "command"), 20, 1) == ": x")
    }

    @Test func aLongTextIsScrolledToItsCursor() {
        var editor = LineEditor("0123456789abcdefghij")
        let end = frame(Prompt("/", editor), 12, 1)
        #expect(end.text() == "/‹bcdefghij")
        #expect(cursor(end) == 11)
        _ = editor.handle(.home)
        let start = frame(Prompt("/", editor), 12, 1)
        #expect(start.text() == "/0123456789a")
        #expect(cursor(start) == 1)
    }

    @Test func wideTextMovesTheCursorByTwo() {
        let frame = frame(Prompt("/", LineEditor("東京")), 12, 1)
        #expect(cursor(frame) == 5)
    }

    @Test func aMistakeIsMarkedAtItsPlaceAndSaid() {
        let prompt = Prompt("/", LineEditor("service:a foo:b"), mistake: .init("unknown key foo", at: 10))
        #expect(prompt.height() == 2)
        #expect(text(prompt, 40, 2) == "           ▾ unknown key foo\n/service:a foo:b")
        #expect(text(prompt, 30, 2) == "           ▾ unknown key foo\n/service:a foo:b")
        #expect(text(prompt, 40, 2, theme: .ascii) == "           v unknown key foo\n/service:a foo:b")
    }

    @Test func aSentenceWithoutRoomBesideThePointerHasTheLineForItself() {
        let prompt = Prompt("/", LineEditor("service:a foo:b"), mistake: .init("unknown key foo", at: 10))
        #expect(text(prompt, 20, 2) == " unknown key foo\n/service:a foo:b")
    }

    @Test func aSentenceThatFitsLeftOfThePointerStandsThere() {
        let prompt = Prompt("/", LineEditor("service:a text>"), mistake: .init("no value", at: 14))
        #expect(text(prompt, 20, 2) == "      no value ▾\n/service:a text>")
    }

    @Test func completionsStandAboveWithTheChosenOneMarked() {
        var editor = LineEditor("re")
        editor.offer([.init("reset", summary: "close it"), .init("retry", summary: "again")], from: 0)
        _ = editor.handle(.tab)
        let frame = frame(Prompt(":", editor), 24, 3)
        #expect(frame.text() == " reset  close it\n retry  again\n:reset")
        #expect(reversedRows(frame) == [0, 2])
    }

    @Test func manyCompletionsAreScrolledToTheChosenOne() {
        var editor = LineEditor("")
        editor.offer((0..<50).map { .init("item \($0)") }, from: 0)
        for _ in 0..<31 { _ = editor.handle(.tab) }
        #expect(text(Prompt(":", editor), 24, 5).contains("item 30\n"))
    }

    @Test func everySizeIsDrawn() {
        for width in 0...12 {
            for height in 0...3 {
                _ = text(Prompt("label: ", LineEditor("東京 text"), mistake: .init("wrong", at: 3)), width, height)
            }
        }
    }
}
