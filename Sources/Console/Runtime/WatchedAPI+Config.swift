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
                    service: service.name, base: "\(address)", tokenFile: config.tokenFile(of: service),
                    interval: service.interval, timeout: service.timeout)
            }
        }
    }
}
