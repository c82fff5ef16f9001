import AsyncHTTPClient
import ConsoleConfig
import Foundation
import OperationsClient
import OperationsWatching
import Probes
import Traces

/// What watches the outside world for a console: the prober, the reader of the trace log and the watcher of Operations
/// APIs; and the clients that an operator acts through.
///
/// They run beside the screen and hand over immutable snapshots; nobody waits for them.
struct Engines: Sendable {
    let poller: ProbePoller
    let traces: TraceReading
    let operations: OperationsWatcher
    let clients: OperationsClients
    private let http: HTTPClient

    /// Engines for a config.
    /// - Throws: `ProbeTargetMistake` for an address that cannot be probed, `ProbeHistoryFailure` for a history that
    ///   cannot be opened.
    init(config: ConsoleConfig) throws {
        let history = try config.history.map { try ProbeHistoryStore(path: $0.path) }
        poller = .live(endpoints: try Self.endpoints(of: config), history: history)
        traces = TraceReading(configuration: TraceEngineConfiguration(config))
        http = OperationsClient.makeHTTPClient()
        clients = OperationsClients(config, http: http)
        operations = OperationsWatcher(WatchedAPI.all(of: config), environment: .live(http))
    }

    /// Watches from now on what that config names, as it says.
    /// - Throws: what is wrong with an address, or why the history's new file cannot be opened; then nothing is changed.
    func take(_ config: ConsoleConfig, insteadOf old: ConsoleConfig) async throws {
        let endpoints = try Self.endpoints(of: config)
        if config.history != old.history {
            await poller.keepHistory(in: try config.history.map { try ProbeHistoryStore(path: $0.path) })
        }
        await poller.replace(endpoints: endpoints)
        await traces.replace(configuration: TraceEngineConfiguration(config))
        clients.take(config)
        await operations.replace(WatchedAPI.all(of: config))
    }

    /// Gives the connections back; to be called once nothing runs any more.
    func close() async { try? await http.shutdown() }

    /// The same for engines that have never run, where nobody can wait.
    func abandon() { try? http.syncShutdown() }

    /// Every instance of every service, in the order of the config.
    static func endpoints(of config: ConsoleConfig) throws -> [Endpoint] {
        try config.services.flatMap { try $0.endpoints() }
    }

    /// Runs all of them until cancelled and gives every snapshot to `send`.
    func run(send: @escaping @Sendable (Action) async -> Void) async {
        await withDiscardingTaskGroup { group in
            group.addTask {
                do { try await poller.run() } catch {
                    await send(.failed(Failure(attempt: "health polling", sentence: "\(error)")))
                }
            }
            group.addTask { await traces.run() }
            group.addTask { await operations.run() }
            group.addTask {
                for await snapshot in operations.snapshots { await send(.operationsArrived(snapshot)) }
            }
            group.addTask { for await snapshot in poller.snapshots { await send(.probesArrived(snapshot)) } }
            group.addTask { for await snapshot in traces.snapshots { await send(.tracesArrived(snapshot)) } }
        }
    }
}
