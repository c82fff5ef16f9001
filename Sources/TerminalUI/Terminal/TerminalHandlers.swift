/// What the program does on the terminal's thread. Each is called there, one at a time.
public struct TerminalHandlers {
    /// The terminal is there, with this size.
    public var started: (Size) -> Void
    /// A person, or the terminal, did something. A paint follows at once.
    public var input: (InputEvent) -> Void
    /// ^C or SIGINT. `true` where it meant something else than the end, as leaving a prompt.
    public var interrupted: () -> Bool
    /// What to show on a terminal of this size; called only when something has changed.
    public var frame: (Size) -> Frame
    /// When ``woken`` wants to be called next; asked before each sleep. `nil`: only when something happens.
    public var nextWake: () -> ContinuousClock.Instant?
    /// The instant that ``nextWake`` gave has come. A paint follows at once.
    public var woken: () -> Void

    /// Handlers; those that are not given do nothing.
    public init(
        started: @escaping (Size) -> Void = { _ in }, input: @escaping (InputEvent) -> Void,
        interrupted: @escaping () -> Bool = { false }, frame: @escaping (Size) -> Frame,
        nextWake: @escaping () -> ContinuousClock.Instant? = { nil }, woken: @escaping () -> Void = {}
    ) {
        self.started = started
        self.input = input
        self.interrupted = interrupted
        self.frame = frame
        self.nextWake = nextWake
        self.woken = woken
    }
}

/// Why ``TerminalThread/run(driver:handlers:)`` ended.
public enum TerminalEnding: Sendable, Hashable {
    /// ``TerminalThread/stop()`` was called.
    case stopped
    /// A signal that ends programs: SIGINT, SIGTERM or SIGHUP, the last also where the terminal has gone.
    case signal(Int32)
}
