/// Makes events of what ncurses reads: single keys, Alt as a leading Escape, mouse reports, pastes in one piece.
struct InputDecoder {
    /// One answer of `wget_wch`.
    enum Raw: Equatable {
        /// A character.
        case scalar(UInt32)
        /// A key by its number.
        case number(Int32)
    }

    private enum State {
        case ground
        /// An Escape: alone if nothing follows at once, else Alt.
        case escape
        case mouse(String)
        case paste
    }

    private let sequences: KeySequences
    private var state = State.ground
    private var pasted = String.UnicodeScalarView()
    private var pastedBytes = 0
    private var endsInEscape = false
    private var presses = PressCounter()

    init(sequences: KeySequences) { self.sequences = sequences }

    /// What this makes together with what came before, if anything yet.
    mutating func feed(_ raw: Raw, at now: ContinuousClock.Instant) -> InputEvent? {
        switch state {
        case .ground: return fromGround(raw, modifiers: [])
        case .escape: return afterEscape(raw)
        case .mouse(let digits): return inMouse(raw, digits, now)
        case .paste: return inPaste(raw)
        }
    }

    /// Nothing more waits to be read: an Escape that stands alone was the key.
    mutating func drained() -> InputEvent? {
        switch state {
        case .escape:
            state = .ground
            return .key(.escape)
        case .paste where endsInEscape:
            // The end of the paste was lost: without this way out every key would be swallowed.
            return endPaste()
        default: return nil
        }
    }

    private mutating func fromGround(_ raw: Raw, modifiers: Key.Modifiers) -> InputEvent? {
        switch raw {
        case .number(KeySequences.pasteStart):
            state = .paste
            pasted = String.UnicodeScalarView()
            pastedBytes = 0
            endsInEscape = false
            return nil
        case .number(KeySequences.mouse):
            state = .mouse("")
            return nil
        case .number(let number):
            return sequences.key(number).map { .key(Key($0.code, $0.modifiers.union(modifiers))) }
        case .scalar(0x1B) where modifiers.isEmpty:
            state = .escape
            return nil
        case .scalar(let value):
            guard let key = Self.key(for: value) else { return nil }
            return .key(Key(key.code, key.modifiers.union(modifiers)))
        }
    }

    private mutating func afterEscape(_ raw: Raw) -> InputEvent? {
        if raw == .scalar(0x1B) { return .key(.escape) }
        state = .ground
        switch raw {
        case .number(KeySequences.pasteStart), .number(KeySequences.mouse):
            _ = fromGround(raw, modifiers: [])
            return .key(.escape)
        default: return fromGround(raw, modifiers: .alt)
        }
    }

    private mutating func inMouse(_ raw: Raw, _ digits: String, _ now: ContinuousClock.Instant) -> InputEvent? {
        guard case .scalar(let value) = raw, let scalar = Unicode.Scalar(value), digits.utf8.count < 24 else {
            state = .ground
            return fromGround(raw, modifiers: [])
        }
        switch scalar {
        case "0"..."9", ";":
            state = .mouse(digits + String(scalar))
            return nil
        case "M", "m":
            state = .ground
            guard let event = MouseReport(digits, isRelease: scalar == "m")?.event else { return nil }
            return .mouse(presses.counted(event, at: now))
        default:
            state = .ground
            return nil
        }
    }

    private mutating func inPaste(_ raw: Raw) -> InputEvent? {
        switch raw {
        case .number(KeySequences.pasteEnd): return endPaste()
        case .number: endsInEscape = false
        case .scalar(let value):
            endsInEscape = value == 0x1B
            guard let scalar = Unicode.Scalar(value == 0x0D ? 0x0A : value) else { return nil }
            pastedBytes += UTF8.width(scalar)
            if pastedBytes <= InputEvent.pasteLimit { pasted.append(scalar) }
        }
        return nil
    }

    private mutating func endPaste() -> InputEvent {
        if endsInEscape, pasted.last == "\u{1B}" { pasted.removeLast() }
        state = .ground
        endsInEscape = false
        defer { pasted = String.UnicodeScalarView() }
        return .paste(String(pasted))
    }

    /// The key that types a character; controls are letters with Control.
    private static func key(for value: UInt32) -> Key? {
        switch value {
        case 0x00: return Key(.character(" "), .control)
        case 0x09: return .tab
        case 0x0A, 0x0D: return .enter
        case 0x08, 0x7F: return .backspace
        case 0x01...0x1A: return Unicode.Scalar(value + 0x60).map { .control(Character($0)) }
        case 0x1C...0x1F: return Unicode.Scalar(value + 0x40).map { .control(Character($0)) }
        default: return Unicode.Scalar(value).map { .character(Character($0)) }
        }
    }
}
