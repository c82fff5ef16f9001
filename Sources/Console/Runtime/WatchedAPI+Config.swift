import AsyncHTTPClient
import ConsoleConfig
import OperationsClient
import OperationsWatching

extension WatchedAPI {
    /// Every Operations API that a config names.
    static func all(of config: ConsoleConfig) -> [WatchedAPI] {
        config.services.flatMap { service in
            service.operationsAddresses.map { address in
                WatchedAPI(
                    service: service.name, base: "\(address)", tokenFile: service.tokenFile,
                    interval: service.interval, timeout: service.timeout)
            }
        }
    }
}

extension OperationsWatcher.Environment {
    /// Connections of all watchers of this process; they live as long as it does.
    private static let http = OperationsClient.makeHTTPClient()

    static let live = live(http)
}
