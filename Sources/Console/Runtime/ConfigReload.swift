import ConsoleConfig
import Foundation
import OperationsWatching
import Probes

/// Follows the config file while the console runs: a valid change is taken at once, an invalid one is said and the old
/// config goes on to hold.
struct ConfigReload: Sendable {
    /// What the session was started with.
    let first: ConfigReading
    let engines: Engines
    /// Where everybody else looks for the config that holds.
    let live: LiveConfig

    /// Parts of the config that are only read at the start: an audit log is one chain in one file.
    private static let atStart: Set<String> = ["audit"]

    /// Runs until cancelled.
    func run(send: @escaping @Sendable (Action) async -> Void) async {
        guard var current = first.config else { return }
        let reader = ConfigReader(environment: ProcessInfo.processInfo.environment)
        for await reading in ConfigWatcher(after: first, reader: reader).readings {
            guard let config = reading.config else {
                await send(.configChanged(.refused(reading.mistakes.map { "\(reading.file):\($0)" })))
                continue
            }
            do {
                try await engines.take(config, insteadOf: current)
            } catch {
                await send(.configChanged(.refused(["\(error)"])))
                continue
            }
            let changes = ConfigDifference(from: current, to: config).changes.map(Self.sentence)
            current = config
            live.take(config)
            await send(.configChanged(.taken(changes, TakenConfig(config))))
        }
    }

    /// What is said of a change.
    static func sentence(_ change: ConfigDifference.Change) -> String {
        change.isOfSection && atStart.contains(change.subject) ? "\(change) (after a restart)" : "\(change)"
    }
}

extension TakenConfig {
    init(_ config: ConsoleConfig) {
        self.init(
            operatorName: config.operator.name, isReadOnly: config.operator.readOnly,
            mutedServices: Set(config.services.filter(\.mute).map(\.name)), theme: config.theme,
            alerts: AlertPolicy(config.alerts))
    }
}
