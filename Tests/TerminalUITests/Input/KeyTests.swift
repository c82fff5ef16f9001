import Testing
import TerminalUI

@Suite struct KeyTests {
    @Test(arguments: [
        (Key.character("g"), "g"), (.character("G"), "G"), (.control("d"), "^d"), (.alt("f"), "Alt-f"),
        (.function(5), "F5"), (.backTab, "Shift-Tab"), (.up, "↑"), (.space, "space"), (.pageDown, "PgDn"),
        (Key(.left, .control), "Ctrl-←"), (Key(.up, [.alt, .shift]), "Alt-Shift-↑"), (.escape, "Esc"),
        (Key(.character(" "), .control), "Ctrl-space"), (.character("-"), "-"), (.character("^"), "^"),
        (Key(.function(12), .shift), "Shift-F12"), (.character("東"), "東"),
    ])
    func aKeyIsReadFromWhatItIsCalled(key: Key, name: String) {
        #expect(key.description == name)
        #expect(Key(name) == key)
    }

    @Test func otherNamesAreKnownToo() {
        #expect(Key("Up") == .up && Key("Escape") == .escape && Key("PageDown") == .pageDown && Key("Space") == .space)
        #expect(Key("") == nil && Key("F99") == nil && Key("Hyper-x") == nil && Key("F") == .character("F"))
    }

    @Test func onlyCharactersWithoutControlOrAltAreTyped() {
        #expect(Key.character("x").typed == "x")
        #expect(Key.control("x").typed == nil && Key.alt("x").typed == nil && Key.enter.typed == nil)
    }
}
