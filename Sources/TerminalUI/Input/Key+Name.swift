extension Key: CustomStringConvertible {
    private static let names: [(Code, String)] = [
        (.enter, "Enter"), (.escape, "Esc"), (.tab, "Tab"), (.backspace, "Backspace"), (.delete, "Del"),
        (.insert, "Ins"), (.up, "↑"), (.down, "↓"), (.left, "←"), (.right, "→"), (.home, "Home"), (.end, "End"),
        (.pageUp, "PgUp"), (.pageDown, "PgDn"), (.character(" "), "space"),
    ]
    private static let spokenNames: [String: Code] = [
        "Up": .up, "Down": .down, "Left": .left, "Right": .right, "Escape": .escape, "Return": .enter,
        "Space": .character(" "), "Delete": .delete, "Insert": .insert, "PageUp": .pageUp, "PageDown": .pageDown,
    ]

    /// How footer, help and README write it: `g`, `^d`, `Alt-f`, `Shift-Tab`, `F5`, `↑`, `space`.
    public var description: String {
        var text = ""
        if modifiers.contains(.alt) { text += "Alt-" }
        if modifiers.contains(.shift) { text += "Shift-" }
        if modifiers.contains(.control) {
            if case .character(let character) = code, character != " " { return text + "^" + String(character) }
            text += "Ctrl-"
        }
        if let name = Key.names.first(where: { $0.0 == code }) { return text + name.1 }
        switch code {
        case .function(let number): return text + "F\(number)"
        case .character(let character): return text + String(character)
        default: return text
        }
    }

    /// Reads what ``description`` writes, and also `Up`, `Escape`, `PageDown` and the like; `nil` for anything else.
    public init?(_ name: String) {
        var rest = Substring(name)
        var modifiers: Modifiers = []
        let prefixes: [(String, Modifiers)] = [("Alt-", .alt), ("Shift-", .shift), ("Ctrl-", .control)]
        while let prefix = prefixes.first(where: { rest.hasPrefix($0.0) && rest.count > $0.0.count }) {
            modifiers.insert(prefix.1)
            rest = rest.dropFirst(prefix.0.count)
        }
        if rest.count == 2, rest.first == "^", let letter = rest.last {
            self.init(.character(letter), modifiers.union(.control))
        } else if rest.count == 1, let character = rest.first,
            !Key.names.contains(where: { $0.1 == String(character) })
        {
            self.init(.character(character), modifiers)
        } else if let code = Key.names.first(where: { $0.1 == rest })?.0 ?? Key.spokenNames[String(rest)] {
            self.init(code, modifiers)
        } else if rest.first == "F", let number = Int(rest.dropFirst()), (1...24).contains(number) {
            self.init(.function(number), modifiers)
        } else {
            return nil
        }
    }
}
