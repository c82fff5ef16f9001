import CVTerm

/// libvterm: takes in what a program writes and knows what is on the screen.
///
/// Not to be used by two threads at once: ``PseudoTerminal`` keeps it behind its lock.
final class TerminalModel {
    /// What libvterm calls back into; it lives as long as the terminal.
    private final class Properties {
        var isCursorVisible = true
        var isAlternate = false
        var reportsMouse = false
        var title = ""
        var bells = 0
        var answers: [UInt8] = []
    }

    private let terminal: OpaquePointer
    private let screen: OpaquePointer
    private let properties = Properties()
    // libvterm keeps the pointer, so it must not move.
    private let callbacks = UnsafeMutablePointer<VTermScreenCallbacks>.allocate(capacity: 1)

    init(columns: Int, rows: Int) {
        terminal = vterm_new(Int32(rows), Int32(columns))
        vterm_set_utf8(terminal, 1)
        screen = vterm_obtain_screen(terminal)
        let context = Unmanaged.passUnretained(properties).toOpaque()
        vterm_output_set_callback(
            terminal,
            { bytes, count, context in
                guard let bytes, let context else { return }
                let properties = Unmanaged<Properties>.fromOpaque(context).takeUnretainedValue()
                properties.answers += UnsafeRawBufferPointer(start: bytes, count: count)
            }, context)
        callbacks.initialize(to: VTermScreenCallbacks())
        callbacks.pointee.settermprop = { property, value, context in
            guard let value, let context else { return 0 }
            let properties = Unmanaged<Properties>.fromOpaque(context).takeUnretainedValue()
            switch property {
            case VTERM_PROP_CURSORVISIBLE: properties.isCursorVisible = cv_flag(value) != 0
            case VTERM_PROP_ALTSCREEN: properties.isAlternate = cv_flag(value) != 0
            case VTERM_PROP_MOUSE: properties.reportsMouse = cv_number(value) != 0
            case VTERM_PROP_TITLE: properties.title = cv_text(value).map { String(cString: $0) } ?? ""
            default: break
            }
            return 1
        }
        callbacks.pointee.bell = { context in
            guard let context else { return 0 }
            Unmanaged<Properties>.fromOpaque(context).takeUnretainedValue().bells += 1
            return 1
        }
        vterm_screen_set_callbacks(screen, callbacks, context)
        vterm_screen_enable_altscreen(screen, 1)
        vterm_screen_reset(screen, 1)
    }

    deinit {
        vterm_free(terminal)
        callbacks.deallocate()
    }

    /// Takes in output of the program and returns what the terminal answers to it.
    func write(_ bytes: some Collection<UInt8>) -> [UInt8] {
        Array(bytes).withUnsafeBytes { raw in
            _ = vterm_input_write(terminal, raw.bindMemory(to: CChar.self).baseAddress, raw.count)
        }
        return takeAnswers()
    }

    func resize(columns: Int, rows: Int) { vterm_set_size(terminal, Int32(rows), Int32(columns)) }

    /// What the terminal sends for something that a person does.
    func bytes(for action: (OpaquePointer) -> Void) -> [UInt8] {
        action(terminal)
        return takeAnswers()
    }

    private func takeAnswers() -> [UInt8] {
        defer { properties.answers = [] }
        return properties.answers
    }

    /// What is on the screen now.
    func snapshot() -> TerminalScreen {
        var (rows, columns): (Int32, Int32) = (0, 0)
        vterm_get_size(terminal, &rows, &columns)
        var result = TerminalScreen()
        result.rows = (0..<rows).map { row in (0..<columns).map { cell(row, $0) } }
        var place = VTermPos()
        vterm_state_get_cursorpos(vterm_obtain_state(terminal), &place)
        result.cursor = (Int(place.col), Int(place.row))
        result.isCursorVisible = properties.isCursorVisible
        result.isAlternate = properties.isAlternate
        result.reportsMouse = properties.reportsMouse
        result.title = properties.title
        result.bells = properties.bells
        // libvterm says it only by marking a paste or not.
        result.bracketsPastes = !bytes { vterm_keyboard_start_paste($0) }.isEmpty
        return result
    }

    private func cell(_ row: Int32, _ column: Int32) -> TerminalScreen.Cell {
        let cell = cv_cell_at(screen, row, column)
        var text = ""
        withUnsafeBytes(of: cell.scalars) { raw in
            for value in raw.bindMemory(to: UInt32.self) {
                guard value != 0, let scalar = Unicode.Scalar(value) else { break }
                text.unicodeScalars.append(scalar)
            }
        }
        // The right half of a wide character holds a value that is no scalar.
        if text.isEmpty, cell.scalars.0 == 0 { text = " " }
        return TerminalScreen.Cell(
            text: text, foreground: Int(cell.foreground), background: Int(cell.background), isBold: cell.bold != 0,
            isItalic: cell.italic != 0, isUnderlined: cell.underline != 0, isReverse: cell.reverse != 0)
    }
}
