import CTerminal

/// Gives the terminal back however the program ends: at exit, on a fatal signal (also Swift's traps), and when asked.
///
/// While it is armed, what is written to standard error is kept in memory and printed after the terminal has been
/// given back, so that a crash message can be read. SIGKILL and a stack overflow on another thread are beyond it: see
/// ``TerminalSupervisor``.
public enum TerminalGuard {
    /// Remembers the terminal's modes as they are now. Again after ``restore()``: takes them anew.
    /// - Parameter leave: what is written to leave the screen, at most 256 bytes.
    /// - Returns: `false` where `descriptor` is no terminal.
    public static func arm(descriptor: Int32 = 1, leave: String = TerminalSequence.leave) -> Bool {
        guard ct_guard_arm(descriptor, leave) == 0 else { return false }
        return ct_guard_capture_errors() == 0
    }

    /// Gives the terminal back and prints what was written to standard error. A second call does nothing.
    public static func restore() { ct_guard_restore() }

    /// Stops guarding without touching the terminal, where nothing has been changed yet.
    static func disarm() { ct_guard_disarm() }

    /// Another sequence to leave with.
    static func leaveWith(_ sequence: String) { ct_guard_set_leave(sequence) }

    /// Keeps what is captured from growing without end.
    static func trim() { ct_guard_trim_errors(1 << 20) }
}

/// A parent process that only waits, and puts the terminal back when its child is killed.
public enum TerminalSupervisor {
    /// Splits the program in two: the child runs `program`, on a thread of its own, and exits with 0 when that returns;
    /// the parent waits for it, passes signals and stops on, and ends as the child has ended.
    ///
    /// Call it first in `main`: a process that has started threads must not fork. Without a terminal, or where the
    /// system has no room for another process, the program runs unsupervised.
    public static func supervise(_ program: @escaping () -> Void) -> Never {
        let context = Unmanaged.passRetained(Program(run: program)).toOpaque()
        ct_supervise(
            1, TerminalSequence.leave,
            { context in
                guard let context else { return }
                Unmanaged<Program>.fromOpaque(context).takeRetainedValue().run()
            }, context)
    }

    private final class Program {
        let run: () -> Void

        init(run: @escaping () -> Void) { self.run = run }
    }
}
