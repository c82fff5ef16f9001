import CNcurses
import CTerminal
import Glibc

/// The terminal, through ncurses: shows frames and tells what a person does.
///
/// It belongs to one thread, which must be the one that created it. While it is open the terminal is guarded (see
/// ``TerminalGuard``): it is given back even when the program crashes.
///
/// Colours: as many as terminfo's entry has. Where `COLORTERM` announces true colours and terminfo has the terminal's
/// `-direct` entry (`xterm-direct` for `xterm-256color`), that one is used; else 256, 16 or 8, each colour as its nearest
/// or its stand-in; none where `NO_COLOR` is set.
public final class TerminalDriver {
    /// What the terminal can do.
    public let environment: TerminalEnvironment
    /// How many colours it shows.
    public let depth: ColorDepth
    /// Whether it shows more than ASCII.
    public let isUTF8: Bool
    /// Whether the mouse is told.
    public let usesMouse: Bool

    private let screen: OpaquePointer
    let window: UnsafeMutablePointer<WINDOW>
    private let input: UnsafeMutablePointer<WINDOW>
    private var decoder: InputDecoder
    private var isOpen = true
    private var isTaken = true

    var shown: Frame?
    var pairs: [UInt64: Int32] = [:]
    var line: [cchar_t] = []
    var glyphs: [UInt32: Glyph] = [:]

    /// Takes the terminal on standard input and output.
    /// - Throws: ``TerminalRefusal`` where there is none, or none that can place its cursor; nothing has been changed
    ///   then.
    public init(environment: TerminalEnvironment = .current, usesMouse: Bool = true) throws(TerminalRefusal) {
        if let refusal = Self.refusal(in: environment) { throw refusal }
        isUTF8 = TerminalLocale.adopt(environment)
        self.environment = environment
        self.usesMouse = usesMouse
        _ = TerminalGuard.arm()
        guard let screen = Self.open(environment), let window = cn_screen_window(), let input = newpad(1, 1) else {
            TerminalGuard.disarm()
            throw .unknownType(environment.type)
        }
        self.screen = screen
        self.window = window
        self.input = input
        let sequences = KeySequences()
        decoder = InputDecoder(sequences: sequences)
        let colored = has_colors() && !environment.refusesColor
        if colored { start_color() }
        depth = colored ? ColorDepth(colors: Int(cn_colors())) : .none
        prepare(sequences)
    }

    /// Why the terminal cannot be used, as far as that can be said without touching it; `nil` when nothing is known
    /// against it. For programs that start something before they take the terminal.
    public static func refusal(in environment: TerminalEnvironment) -> TerminalRefusal? {
        if isatty(0) != 1 { return .notATerminal(stream: "standard input") }
        if isatty(1) != 1 { return .notATerminal(stream: "standard output") }
        if environment.type.isEmpty { return .typeNotSet }
        if environment.type == "dumb" { return .dumb }
        switch cn_type_of(environment.type) {
        case CN_TYPE_USABLE: return nil
        case CN_TYPE_WITHOUT_CURSOR: return .cannotPlaceCursor(environment.type)
        default: return .unknownType(environment.type)
        }
    }

    private static func open(_ environment: TerminalEnvironment) -> OpaquePointer? {
        if environment.announcesTrueColor, !environment.refusesColor, !environment.type.hasSuffix("-direct") {
            let family =
                environment.type.hasSuffix("-256color") ? environment.type.dropLast(9) : Substring(environment.type)
            if let screen = cn_new_terminal(String(family) + "-direct") { return screen }
        }
        return cn_new_terminal(environment.type)
    }

    private func prepare(_ sequences: KeySequences) {
        cbreak()
        noecho()
        nonl()
        // ^S and ^Q are keys here, not flow control.
        var modes = termios()
        if tcgetattr(0, &modes) == 0 {
            modes.c_iflag &= ~tcflag_t(IXON)
            tcsetattr(0, TCSANOW, &modes)
            def_prog_mode()
        }
        keypad(input, true)
        nodelay(input, true)
        set_escdelay(25)
        for (sequence, number) in sequences.definitions { define_key(sequence, number) }
        curs_set(0)
        leaveok(window, true)
        typeahead(-1)
        if depth != .none { use_default_colors() }
        TerminalGuard.leaveWith(leaveSequence())
        take()
    }

    /// Columns and rows, as ncurses knows them.
    public var size: Size { Size(width: Int(getmaxx(window)), height: Int(getmaxy(window))) }

    /// All that has been done since the last call, without waiting.
    public func events() -> [InputEvent] {
        var events: [InputEvent] = []
        var value: wint_t = 0
        // What waits has come together, as far as can be told here.
        let now = ContinuousClock.now
        while isTaken {
            let answer = wget_wch(input, &value)
            if answer == ERR { break }
            let number = Int32(bitPattern: value)
            let raw: InputDecoder.Raw = answer == KEY_CODE_YES ? .number(number) : .scalar(value)
            if let event = decoder.feed(raw, at: now) { events.append(event) }
        }
        if let event = decoder.drained() { events.append(event) }
        return events
    }

    /// Takes notice of another size of the terminal; the next frame is painted whole.
    public func resize() {
        var rows: Int32 = 0
        var columns: Int32 = 0
        if ct_size_get(1, &rows, &columns) == 0, rows > 0, columns > 0 { resizeterm(rows, columns) }
        shown = nil
    }

    /// Paints the next frame whole, also where it seems to be there already.
    public func forgetShown() {
        clearok(window, true)
        shown = nil
    }

    /// Gives the terminal back, stops this process as ^Z would, and takes the terminal again when it goes on.
    public func suspend() {
        give()
        TerminalGuard.restore()
        ct_stop_self()
        resume()
    }

    /// Takes the terminal again after it was given back.
    public func resume() {
        guard isOpen else { return }
        _ = TerminalGuard.arm()
        TerminalGuard.leaveWith(leaveSequence())
        reset_prog_mode()
        curs_set(0)
        resize()
        forgetShown()
        take()
    }

    /// Gives the terminal back for good. What was written to standard error meanwhile is printed.
    public func close() {
        guard isOpen else { return }
        isOpen = false
        give()
        TerminalGuard.restore()
        delwin(input)
        delscreen(screen)
    }

    private func take() {
        isTaken = true
        send(TerminalSequence.takePaste + (usesMouse ? TerminalSequence.takeMouse : ""))
    }

    private func give() {
        isTaken = false
        send(TerminalSequence.givePasteBack + (usesMouse ? TerminalSequence.giveMouseBack : ""))
        endwin()
    }

    /// The one place where something is written past ncurses.
    func send(_ sequence: String) {
        cn_flush_output()
        var sequence = sequence
        sequence.withUTF8 { bytes in ct_write(1, bytes.baseAddress, bytes.count) }
    }

    /// What leaves this terminal's screen, by its terminfo entry.
    private func leaveSequence() -> String {
        let off = TerminalSequence.giveMouseBack + TerminalSequence.givePasteBack
        let names: [String] = ["sgr0", "op", "rmkx", "cnorm", "rmcup"]
        let own = names.compactMap { name in
            cn_capability(name).map { Self.withoutPadding(String(cString: $0)) }
        }
        return off + own.joined()
    }

    /// A capability without its pauses, `$<5/>`: no terminal of today needs them.
    static func withoutPadding(_ capability: String) -> String {
        var result = ""
        var rest = capability[...]
        while let start = rest.firstIndex(of: "$"), rest[start...].hasPrefix("$<"),
            let end = rest[start...].firstIndex(of: ">")
        {
            result += rest[..<start]
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    deinit { close() }
}
