import Testing
import TerminalUI

@Suite struct ConfirmationTests {
    private var question: TerminalUI.Confirmation {
        TerminalUI.Confirmation(
            title: "reset orders → payments", lines: ["closes the breaker", "forgets 31 failures"], asksForReason: true,
            word: "payments")
    }

    private func press(_ text: String, on question: inout TerminalUI.Confirmation) {
        for character in text { _ = question.handle(.character(character)) }
    }

    @Test func nothingIsDoneWithoutReasonAndWord() {
        var question = question
        #expect(question.handle(.enter) == .edited)
        #expect(question.complaint == "a reason is needed")
        press("   ", on: &question)
        #expect(question.handle(.enter) == .edited, "blanks are no reason")
        press("bank is back", on: &question)
        #expect(question.handle(.enter) == .edited, "goes on to the word")
        #expect(question.field == .word && question.complaint.isEmpty)
        press("payment", on: &question)
        #expect(question.handle(.enter) == .edited)
        #expect(question.complaint == "type payments to confirm")
        press("s", on: &question)
        #expect(question.handle(.enter) == .confirmed(reason: "   bank is back"))
    }

    @Test func escapeAlwaysLeaves() {
        var question = question
        press("y", on: &question)
        #expect(question.handle(.escape) == .cancelled)
        #expect(question.handle(.control("c")) == .cancelled)
    }

    @Test func aPlainQuestionTakesYAndN() {
        var question = TerminalUI.Confirmation(title: "quit", lines: [])
        #expect(question.handle(.character("x")) == .ignored)
        #expect(question.handle(.character("n")) == .cancelled)
        #expect(question.handle(.character("y")) == .confirmed(reason: ""))
    }

    @Test func itShowsWhatWouldHappenAndWhatIsMissing() {
        var question = question
        press("why", on: &question)
        _ = question.handle(.tab)
        #expect(question.field == .word)
        #expect(
            text(question, 50, 8) == """
                 ╭─ reset orders → payments ────────────────────╮
                 │ closes the breaker                           │
                 │ forgets 31 failures                          │
                 │                                              │
                 │ reason: why                                  │
                 │ type payments:                               │
                 │ ↵ do it  Esc leave it  Tab next field        │
                 ╰──────────────────────────────────────────────╯
                """)
    }

    @Test func aLongPlanIsScrolled() {
        var question = TerminalUI.Confirmation(title: "replay", lines: (1...40).map { StyledText("event \($0)") })
        #expect(text(question, 40, 10).contains("event 1 "))
        for _ in 0..<10 { _ = question.handle(.pageDown) }
        #expect(text(question, 40, 10).contains("event 40"))
    }

    @Test func everySizeIsDrawn() {
        for width in 0...20 { for height in 0...8 { _ = text(question, width, height) } }
    }
}
