import Foundation
import TerminalTesting
import Testing

/// What a person does reaches the program, and what it draws reaches the screen: for real.
@Suite struct RealTerminalTests {
    @Test func keysArriveByName() async throws {
        let terminal = try Fixture.start()
        try await terminal.waitFor("started 80×24")
        let keys = [
            ("j", "j"), ("Enter", "Enter"), ("Tab", "Tab"), ("Shift-Tab", "Shift-Tab"), ("Up", "↑"), ("Down", "↓"),
            ("Left", "←"), ("Right", "→"), ("Home", "Home"), ("End", "End"), ("PgUp", "PgUp"), ("PgDn", "PgDn"),
            ("Del", "Del"), ("Ins", "Ins"), ("Backspace", "Backspace"), ("F1", "F1"), ("F5", "F5"), ("F12", "F12"),
            ("^d", "^d"), ("^u", "^u"), ("^s", "^s"), ("Alt-f", "Alt-f"), ("Ctrl-Left", "Ctrl-←"),
            ("Shift-Right", "Shift-→"), ("Alt-Up", "Alt-↑"), ("é", "é"), ("東", "東"), ("space", "space"),
        ]
        for (key, name) in keys {
            terminal.press(key)
            try await terminal.waitUntil("key \(name)") { Fixture.lastNote($0) == "key \(name)" }
        }
        terminal.press("Esc")
        try await terminal.waitUntil("key Esc") { Fixture.lastNote($0) == "key Esc" }
        terminal.press("q")
        #expect(try await terminal.ending() == .exited(0))
    }

    @Test func theMouseTellsPressReleaseDoublePressAndWheel() async throws {
        let terminal = try Fixture.start()
        try await terminal.waitUntil("the mouse") { $0.reportsMouse && $0.contains("started") }
        terminal.click(column: 5, row: 7)
        try await terminal.waitFor("mouse release(TerminalUI.MouseEvent.Button.left) 5,7")
        #expect(terminal.screen.contains("mouse press(TerminalUI.MouseEvent.Button.left) 5,7"))
        terminal.click(column: 9, row: 8, times: 2)
        try await terminal.waitFor("mouse doublePress(TerminalUI.MouseEvent.Button.left) 9,8")
        terminal.click(column: 60, row: 3, button: 5)
        try await terminal.waitFor("mouse wheelDown 60,3")
    }

    @Test func aPasteComesInOnePieceWithItsLineEndsAndWithoutItsKeys() async throws {
        let terminal = try Fixture.start()
        try await terminal.waitUntil("marked pastes") { $0.bracketsPastes && $0.contains("started") }
        terminal.paste("two\nlines q")
        try await terminal.waitFor("paste 11 [two\\nlines q]")
        terminal.paste(String(repeating: "x", count: 100_000))
        try await terminal.waitFor("paste 65536 [xxx")
        terminal.press("j")
        try await terminal.waitFor("key j")
    }

    @Test func anotherSizeIsToldAndDrawn() async throws {
        let terminal = try Fixture.start()
        try await terminal.waitFor("fixture 80×24")
        terminal.resize(columns: 100, rows: 30)
        try await terminal.waitUntil("the new size") {
            $0.contains("fixture 100×30") && $0.contains("resize 100×30") && $0.lines.last?.hasPrefix("╰──") == true
        }
        terminal.resize(columns: 30, rows: 6)
        try await terminal.waitUntil("the small size") { $0.contains("resize 30×6") && $0.lines.count == 6 }
    }

    @Test func wideAndHostileTextKeepsItsPlaces() async throws {
        let terminal = try Fixture.start()
        try await terminal.waitFor("started")
        terminal.press("w")
        let screen = try await terminal.waitFor("|end")
        let line = try #require(screen.lines.first { $0.contains("|end") })
        // Joined emoji show their first, flags their letters, VS16 symbols the symbol and a blank.
        #expect(line.hasPrefix("│東京|é|👨|DE|❤ |é|\\e[31m|end"))
        // The right edge is where it belongs: nothing was counted wrong.
        #expect(screen.rows.allSatisfy { ["│", "╮", "╯"].contains($0[79].text) })
    }

    @Test func dataFromOtherThreadsIsPaintedWithoutAKey() async throws {
        let terminal = try Fixture.start()
        try await terminal.waitFor("started")
        terminal.press("d")
        try await terminal.waitFor("data 10000")
        terminal.press("l")
        try await terminal.waitFor("woken")
    }

    @Test func clipboardTitleAndBellAreWrittenHarmlessly() async throws {
        let terminal = try Fixture.start()
        try await terminal.waitFor("started")
        terminal.press("c", "t", "b")
        try await terminal.waitUntil("the bell") { $0.bells == 1 && $0.title == "a\\etitle" }
        #expect(terminal.output.contains("\u{1B}]52;c;Y29waWVk\u{07}"))
    }

    @Test func interruptingAPromptOnlyLeavesIt() async throws {
        let terminal = try Fixture.start()
        try await terminal.waitFor("started")
        terminal.press("p")
        try await terminal.waitFor("key p")
        terminal.press("^c")
        try await terminal.waitFor("interrupted")
        terminal.press("^c")
        #expect(try await terminal.ending() == .killed(SIGINT))
    }

    @Test func outsideUTF8LinesAreASCII() async throws {
        // Not xterm: there ncurses repeats ASCII by REP, where libvterm 0.1.4 draws one too many.
        let terminal = try Fixture.start(environment: ["LANG": "C", "TERM": "screen-256color"])
        try await terminal.waitFor("utf8 false")
        terminal.press("w")
        let screen = try await terminal.waitFor("|end")
        #expect(screen.lines[0].hasPrefix("+- fixture 80x24"))
        #expect(screen.lines[1].hasPrefix("|????|?|??|DE|??|?|\\e[31m|end"))
        #expect(screen.text.unicodeScalars.allSatisfy { $0.isASCII })
    }

    @Test func aUTF8LocaleThatIsNotInstalledIsStillUTF8() async throws {
        let terminal = try Fixture.start(environment: ["LANG": "xx_XX.UTF-8"])
        try await terminal.waitFor("utf8 true")
    }

    @Test(arguments: [
        ("xterm-256color", nil, "palette256"), ("xterm", nil, "eight"), ("vt100", nil, "none"),
        ("xterm-256color", "1", "none"), ("linux", nil, "eight"),
    ])
    func coloursAreThoseOfTheTerminal(type: String, refusal: String?, depth: String) async throws {
        let terminal = try Fixture.start(environment: ["TERM": type, "NO_COLOR": refusal])
        let screen = try await terminal.waitFor("started")
        #expect(screen.contains("24 \(depth) utf8"))
        let isColored = screen.rows.contains { $0.contains { $0.foreground >= 0 || $0.background >= 0 } }
        #expect(isColored == (depth != "none"))
    }
}
