import CNcurses

/// Which key a number from ncurses is, and the sequences that it is taught beyond those of terminfo.
struct KeySequences {
    /// The beginning of a paste.
    static let pasteStart: Int32 = 2000
    /// The end of a paste.
    static let pasteEnd: Int32 = 2001
    /// A mouse report as SGR: the numbers follow as characters.
    static let mouse: Int32 = 2002
    private static let firstKey: Int32 = 2100

    /// Sequence and number of each, to be given to `define_key`.
    let definitions: [(sequence: String, number: Int32)]
    private let keys: [Int32: Key]

    init() {
        var definitions: [(String, Int32)] = [
            ("\u{1B}[200~", Self.pasteStart), ("\u{1B}[201~", Self.pasteEnd), ("\u{1B}[<", Self.mouse),
        ]
        var keys = Self.named
        var next = Self.firstKey
        for (key, sequences) in Self.sequences() {
            keys[next] = key
            definitions += sequences.map { ($0, next) }
            next += 1
        }
        self.definitions = definitions
        self.keys = keys
    }

    /// The key of that number.
    func key(_ number: Int32) -> Key? {
        if let key = keys[number] { return key }
        let function = number - KEY_F0
        guard (1...48).contains(function) else { return nil }
        // terminfo numbers F13…F24 where Shift is held with F1…F12, F25…F48 where Control is.
        switch function {
        case ...12: return .function(Int(function))
        case ...24: return Key(.function(Int(function) - 12), .shift)
        case ...36: return Key(.function(Int(function) - 24), .control)
        default: return Key(.function(Int(function) - 36), [.shift, .control])
        }
    }

    private static let named: [Int32: Key] = [
        KEY_UP: .up, KEY_DOWN: .down, KEY_LEFT: .left, KEY_RIGHT: .right, KEY_HOME: .home, KEY_END: .end,
        KEY_NPAGE: .pageDown, KEY_PPAGE: .pageUp, KEY_DC: .delete, KEY_IC: .insert, KEY_BACKSPACE: .backspace,
        KEY_ENTER: .enter, KEY_BTAB: .backTab, KEY_SLEFT: Key(.left, .shift), KEY_SRIGHT: Key(.right, .shift),
        KEY_SR: Key(.up, .shift), KEY_SF: Key(.down, .shift), KEY_SHOME: Key(.home, .shift),
        KEY_SEND: Key(.end, .shift), KEY_SDC: Key(.delete, .shift), KEY_SIC: Key(.insert, .shift),
        KEY_SNEXT: Key(.pageDown, .shift), KEY_SPREVIOUS: Key(.pageUp, .shift), KEY_FIND: .home, KEY_SELECT: .end,
    ]

    /// What xterm and its many relatives send: `CSI letter`, `SS3 letter`, `CSI 1 ; modifiers letter` and
    /// `CSI number ; modifiers ~`, modifiers being 1 + Shift 1 + Alt 2 + Control 4 (xterm's control sequences, "PC-style
    /// function keys").
    private static func sequences() -> [(Key, [String])] {
        let lettered: [(Key.Code, String)] = [
            (.up, "A"), (.down, "B"), (.right, "C"), (.left, "D"), (.home, "H"), (.end, "F"),
            (.function(1), "P"), (.function(2), "Q"), (.function(3), "R"), (.function(4), "S"),
        ]
        let numbered: [(Key.Code, Int)] = [
            (.home, 1), (.insert, 2), (.delete, 3), (.end, 4), (.pageUp, 5), (.pageDown, 6), (.home, 7), (.end, 8),
            (.function(1), 11), (.function(2), 12), (.function(3), 13), (.function(4), 14), (.function(5), 15),
            (.function(6), 17), (.function(7), 18), (.function(8), 19), (.function(9), 20), (.function(10), 21),
            (.function(11), 23), (.function(12), 24),
        ]
        var result: [(Key, [String])] = [(.backTab, ["\u{1B}[Z"])]
        for (code, letter) in lettered {
            result.append((Key(code), ["\u{1B}[" + letter, "\u{1B}O" + letter]))
            for bits in 1...7 {
                result.append((Key(code, modifiers(bits)), ["\u{1B}[1;\(bits + 1)\(letter)"]))
            }
        }
        for (code, number) in numbered {
            result.append((Key(code), ["\u{1B}[\(number)~"]))
            for bits in 1...7 {
                result.append((Key(code, modifiers(bits)), ["\u{1B}[\(number);\(bits + 1)~"]))
            }
        }
        return result
    }

    private static func modifiers(_ bits: Int) -> Key.Modifiers {
        var result: Key.Modifiers = []
        if bits & 1 != 0 { result.insert(.shift) }
        if bits & 2 != 0 { result.insert(.alt) }
        if bits & 4 != 0 { result.insert(.control) }
        return result
    }
}
