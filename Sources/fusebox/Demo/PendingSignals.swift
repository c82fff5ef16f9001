import Glibc

/// Signals that were sent while the terminal's thread had them blocked and nobody took them yet.
enum PendingSignals {
    /// The one that asks this program to end, if one was sent.
    static var ending: Int32? {
        var pending = sigset_t()
        guard sigpending(&pending) == 0 else { return nil }
        return [SIGINT, SIGTERM, SIGHUP].first { sigismember(&pending, $0) == 1 }
    }
}
