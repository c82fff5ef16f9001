import ResilienceTesting
import Testing
import TerminalUI

@Suite struct LineEditorTests {
    /// Types: text as it is, keys by name in angle brackets.
    private func typed(_ script: String, into start: LineEditor = LineEditor()) -> LineEditor {
        var editor = start
        var rest = script[...]
        while let character = rest.popFirst() {
            if character == "<", let end = rest.firstIndex(of: ">"), let key = Key(String(rest[..<end])) {
                _ = editor.handle(key)
                rest = rest[rest.index(after: end)...]
            } else {
                _ = editor.handle(.character(character))
            }
        }
        return editor
    }

    @Test(arguments: [
        ("hello", "hello|"), ("hello<^a>X", "X|hello"), ("hello<Home><End>!", "hello!|"), ("abc<←><←>X", "aX|bc"),
        ("abc<^b><^b><^f>X", "abX|c"), ("abc<Backspace>", "ab|"), ("abc<^a><Del>", "|bc"), ("abc<^a><^d><^h>", "|bc"),
        ("one two three<Alt-b><Alt-b>X", "one X|two three"), ("one two<^a><Alt-f>X", "oneX| two"),
        ("one two<Ctrl-←>X", "one X|two"), ("one two<^w>", "one |"), ("a/b c-d<Alt-Backspace>", "a/b c-|"),
        ("one two<^a><Alt-d>", "| two"), ("one two<^a><^k>", "|"), ("one two<^u>", "|"), ("ab<^t>", "ba|"),
        ("one two<^w><^y><^y>", "one twotwo|"), ("one two<^w><^w><^y>", "one two|"),
        ("one two<^a><Alt-d><Alt-d><^e><^y>", "one two|"), ("e\u{301}x<←><Backspace>", "|x"),
        ("👨‍👩‍👧‍👦b<←><←>X", "X|👨‍👩‍👧‍👦b"), ("東京<Backspace>", "東|"), ("<Backspace><Del><←><→><^k><^t>", "|"),
    ])
    func keysEditAsInReadline(script: String, result: String) {
        let editor = typed(script)
        let text = editor.textBeforeCursor + "|" + editor.text.dropFirst(editor.textBeforeCursor.count)
        #expect(text == result)
    }

    @Test func keysSayWhatTheyHaveComeTo() {
        var editor = LineEditor("ab")
        #expect(editor.handle(.character("c")) == .edited)
        #expect(editor.handle(.left) == .moved)
        #expect(editor.handle(.enter) == .submitted("abc"))
        #expect(editor.handle(.escape) == .cancelled)
        #expect(editor.handle(.control("g")) == .cancelled)
        #expect(editor.handle(.function(5)) == .ignored)
        #expect(editor.handle(.tab) == .ignored, "nothing to complete")
    }

    @Test func pastedLinesBecomeOne() {
        var editor = LineEditor("ab")
        _ = editor.handle(.left)
        #expect(editor.paste("1\n2\r\n3") == .edited)
        #expect(editor.text == "a1 2 3b")
        #expect(editor.textBeforeCursor == "a1 2 3")
    }

    @Test func aLineIsBounded() {
        var editor = LineEditor()
        editor.insert(String(repeating: "x", count: 100_000))
        #expect(editor.text.count == LineEditor.limit)
        #expect(editor.cursor == LineEditor.limit)
    }

    @Test func historyIsSearchedByWhatWasTyped() {
        var editor = LineEditor(history: ["status:error", "service:a", "service:b", "other"])
        editor = typed("serv<↑>", into: editor)
        #expect(editor.text == "service:b")
        editor = typed("<^p>", into: editor)
        #expect(editor.text == "service:a")
        editor = typed("<↑>", into: editor)
        #expect(editor.text == "service:a", "there is nothing older that begins so")
        editor = typed("<↓><↓>", into: editor)
        #expect(editor.text == "serv", "what was typed comes back")
        editor = typed("<^u><↑><↑>", into: editor)
        #expect(editor.text == "service:b", "with nothing typed, everything is gone through")
        editor = typed("<↑><↑>", into: LineEditor("other", history: ["service:a", "status:error", "other"]))
        #expect(editor.text == "service:a", "nobody typed what it began with")
    }

    @Test func theNewestEntryOfTheHistoryIsLastAndOnce() {
        var editor = LineEditor(history: ["a", "b"])
        editor.remember("a")
        editor.remember("")
        #expect(editor.history == ["b", "a"])
        for number in 0..<300 { editor.remember("\(number)") }
        #expect(editor.history.count == 200 && editor.history.last == "299")
    }

    @Test func tabGoesThroughCompletions() {
        var editor = typed("service:pa status:ok<^a><Alt-f><→><→><→>")
        #expect(editor.textBeforeCursor == "service:pa")
        editor.offer([.init("payments"), .init("parcels")], from: 8)
        #expect(editor.handle(.tab) == .moved)
        #expect(editor.text == "service:payments status:ok" && editor.chosen == 0)
        _ = editor.handle(.tab)
        #expect(editor.text == "service:parcels status:ok")
        _ = editor.handle(.backTab)
        #expect(editor.text == "service:payments status:ok")
        #expect(editor.textBeforeCursor == "service:payments")
        _ = editor.handle(.character("!"))
        #expect(editor.text == "service:payments! status:ok" && editor.completions.isEmpty)
    }

    @Test func aSingleCompletionIsTakenAtOnce() {
        var editor = LineEditor("re")
        editor.offer([.init("reset")], from: 0)
        #expect(editor.handle(.tab) == .edited)
        #expect(editor.text == "reset" && editor.completions.isEmpty)
    }

    @Test func theCursorIsAlwaysWithinTheText() {
        var random = SeededGenerator(seed: 4)
        let keys: [Key] = [
            .left, .right, .home, .end, .backspace, .delete, .up, .down, .tab, .backTab, .control("k"), .control("u"),
            .control("w"), .control("y"), .control("t"), .alt("b"), .alt("f"), .alt("d"), Key(.backspace, .alt),
        ]
        var editor = LineEditor(history: ["東京", "e\u{301}", "one two"])
        for _ in 0..<5000 {
            if Bool.random(using: &random) {
                _ = editor.paste(random.text(length: 3))
            } else {
                _ = editor.handle(keys.randomElement(using: &random) ?? .left)
            }
            if Int.random(in: 0..<20, using: &random) == 0 {
                editor.offer([.init("x"), .init("東京")], from: .random(in: -2...9, using: &random))
            }
            #expect(editor.text.unicodeScalars.starts(with: editor.textBeforeCursor.unicodeScalars))
            #expect(SafeText.clusters(of: editor.text).reduce(0) { count, _ in count + 1 } >= editor.cursor)
        }
    }
}
