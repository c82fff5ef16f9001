import CTerminal
import CVTerm
import Foundation

/// A real program in a real pseudo-terminal, its screen read through libvterm.
///
/// Nothing waits for time: ``waitUntil(_:within:_:)`` returns when the screen shows what is asked for, and fails at its
/// deadline. Dropping the last reference kills the program, and only that one.
public final class PseudoTerminal: Sendable {
    let session: PseudoTerminalSession

    /// What a program gets as its environment if a test says nothing else: a UTF-8 xterm, and nothing of the machine's.
    public static var environment: [String: String] {
        [
            "TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin",
            "HOME": FileManager.default.temporaryDirectory.path,
        ]
    }

    /// Starts a program.
    /// - Parameters:
    ///   - executable: its path.
    ///   - environment: all of its environment.
    ///   - directory: where it runs; by default here.
    /// - Throws: ``PseudoTerminalError`` where the system gives no terminal or no process.
    public init(
        _ executable: String, _ arguments: [String] = [], environment: [String: String] = PseudoTerminal.environment,
        directory: String? = nil, columns: Int = 80, rows: Int = 24
    ) throws {
        session = try PseudoTerminalSession(
            [executable] + arguments, environment: environment.map { $0.key + "=" + $0.value }, directory: directory,
            columns: columns, rows: rows)
        session.start()
    }

    deinit { session.abandon() }

    /// The process that was started.
    public var processID: Int32 { session.process }

    /// What is on the screen now.
    public var screen: TerminalScreen { session.screen }

    /// All that the program has written, as text; the oldest part is gone where it is more than 4 MiB.
    public var output: String { session.output }

    /// Waits until the screen is as asked, and returns it.
    /// - Parameters:
    ///   - what: what is waited for, for the failure's sentence.
    ///   - limit: the deadline; generous, because it only decides when a failure is reported.
    /// - Throws: ``PseudoTerminalError`` with the screen as it was at the deadline, or when the program ended and the
    ///   screen is still not so; `CancellationError` when the task was cancelled.
    @discardableResult
    public func waitUntil(
        _ what: String, within limit: Duration = .seconds(30),
        _ condition: @escaping @Sendable (TerminalScreen) -> Bool
    ) async throws -> TerminalScreen {
        try await session.wait(for: what, until: .now + limit, condition)
    }

    /// Waits until the text is on the screen.
    @discardableResult
    public func waitFor(_ text: String, within limit: Duration = .seconds(30)) async throws -> TerminalScreen {
        try await waitUntil("“\(text)” on the screen", within: limit) { $0.contains(text) }
    }

    /// Waits until the program has ended and all that it wrote has been read.
    public func ending(within limit: Duration = .seconds(30)) async throws -> TerminalScreen.Ending {
        let screen = try await waitUntil("the end of the program", within: limit) { $0.ending != nil }
        guard let ending = screen.ending else { throw PseudoTerminalError("the program has not ended") }
        return ending
    }

    /// The modes that the terminal had before the program was started.
    public var initialModes: TerminalModes { session.initialModes }

    /// The modes of the terminal as they are now; the same as ``initialModes`` means that it was given back.
    public var modes: TerminalModes { session.modes }

    // MARK: What a person does

    /// Types text as it is.
    public func type(_ text: String) { session.send(Array(text.utf8)) }

    /// Presses keys, named as in `Enter`, `Esc`, `Tab`, `Shift-Tab`, `Up`, `PgDn`, `F5`, `^d`, `Alt-f`, `Ctrl-Left`, or
    /// by the character that they type. After `Esc` a test must wait for what it does before it presses another key:
    /// a terminal sends Alt and a key in the same way.
    public func press(_ keys: String...) {
        for key in keys { session.act { PseudoTerminalKey.press(key, on: $0) } }
    }

    /// Pastes text, marked as a paste if the program has asked for that.
    public func paste(_ text: String) {
        session.act { vterm_keyboard_start_paste($0) }
        type(text)
        session.act { vterm_keyboard_end_paste($0) }
    }

    /// Presses and releases a mouse button (1 left, 2 middle, 3 right, 4 wheel up, 5 wheel down).
    /// - Parameter times: clicks that reach the program at once, as a double click does.
    public func click(column: Int, row: Int, button: Int = 1, times: Int = 1) {
        session.act { terminal in
            vterm_mouse_move(terminal, Int32(row), Int32(column), VTERM_MOD_NONE)
            for _ in 0..<times {
                vterm_mouse_button(terminal, Int32(button), true, VTERM_MOD_NONE)
                if button < 4 { vterm_mouse_button(terminal, Int32(button), false, VTERM_MOD_NONE) }
            }
        }
    }

    /// Gives the window another size.
    public func resize(columns: Int, rows: Int) { session.resize(columns: columns, rows: rows) }

    /// Sends a signal to the program.
    public func signal(_ number: Int32) { session.kill(number) }

    /// Closes the window, as when an ssh connection breaks.
    public func hangUp() { session.hangUp() }
}

/// What went wrong, with the screen as it was.
public struct PseudoTerminalError: Error, CustomStringConvertible {
    /// The sentence, and the screen where there was one.
    public let description: String

    init(_ description: String) { self.description = description }
}
