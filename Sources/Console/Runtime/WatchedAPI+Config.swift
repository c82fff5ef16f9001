import ConsoleConfig
import OperationsWatching

extension WatchedAPI {
    /// Every Operations API that a config names, each once: of a service with one of its own and others of its
    /// instances, its own first.
    static func all(of config: ConsoleConfig) -> [WatchedAPI] {
        config.services.flatMap { service in
            service.operationsAddresses.map { address in
                let instance =
                    address == service.operations ? nil : service.instances.first { $0.operations == address }
                return WatchedAPI(
                    service: service.name, instance: instance.map { $0.name ?? $0.health.description } ?? "",
                    base: "\(address)", tokenFile: config.tokenFile(of: service),
                    interval: service.interval, timeout: service.timeout)
            }
        }
    }
}
