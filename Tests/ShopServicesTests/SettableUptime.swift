import Synchronization

/// Time that a test moves.
final class SettableUptime: Sendable {
    private let value = Mutex(Duration.zero)
    var now: Duration {
        get { value.withLock { $0 } }
        set { value.withLock { $0 = newValue } }
    }
}
