import ConsoleConfig
import Synchronization

/// The config that holds now, for those who look into it each time they act.
final class LiveConfig: Sendable {
    private let held: Mutex<ConsoleConfig>

    /// A config to begin with.
    init(_ config: ConsoleConfig) {
        held = Mutex(config)
    }

    var current: ConsoleConfig { held.withLock { $0 } }

    func take(_ config: ConsoleConfig) { held.withLock { $0 = config } }
}
