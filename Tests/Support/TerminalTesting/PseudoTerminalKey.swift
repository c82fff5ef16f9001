import CVTerm

/// Keys by name, sent the way the terminal would in its present modes.
enum PseudoTerminalKey {
    private static let named: [String: VTermKey] = [
        "Enter": VTERM_KEY_ENTER, "Esc": VTERM_KEY_ESCAPE, "Tab": VTERM_KEY_TAB, "Backspace": VTERM_KEY_BACKSPACE,
        "Up": VTERM_KEY_UP, "Down": VTERM_KEY_DOWN, "Left": VTERM_KEY_LEFT, "Right": VTERM_KEY_RIGHT,
        "↑": VTERM_KEY_UP, "↓": VTERM_KEY_DOWN, "←": VTERM_KEY_LEFT, "→": VTERM_KEY_RIGHT, "Ins": VTERM_KEY_INS,
        "Del": VTERM_KEY_DEL, "Home": VTERM_KEY_HOME, "End": VTERM_KEY_END, "PgUp": VTERM_KEY_PAGEUP,
        "PgDn": VTERM_KEY_PAGEDOWN,
    ]

    static func press(_ name: String, on terminal: OpaquePointer) {
        var rest = Substring(name)
        var modifiers: UInt32 = 0
        let prefixes: [(String, VTermModifier)] = [
            ("Shift-", VTERM_MOD_SHIFT), ("Alt-", VTERM_MOD_ALT), ("Ctrl-", VTERM_MOD_CTRL),
        ]
        while let prefix = prefixes.first(where: { rest.hasPrefix($0.0) && rest.count > $0.0.count }) {
            modifiers |= prefix.1.rawValue
            rest = rest.dropFirst(prefix.0.count)
        }
        if rest.count == 2, rest.first == "^", let letter = rest.last {
            modifiers |= VTERM_MOD_CTRL.rawValue
            rest = Substring(String(letter))
        }
        let modifier = VTermModifier(rawValue: modifiers)
        if let key = named[String(rest)] {
            vterm_keyboard_key(terminal, key, modifier)
        } else if rest.first == "F", let number = UInt32(rest.dropFirst()) {
            vterm_keyboard_key(terminal, VTermKey(rawValue: VTERM_KEY_FUNCTION_0.rawValue + number), modifier)
        } else {
            let text = rest == "space" ? " " : String(rest)
            precondition(text.count == 1, "no key is called \(name)")
            for scalar in text.unicodeScalars { vterm_keyboard_unichar(terminal, scalar.value, modifier) }
        }
    }
}
