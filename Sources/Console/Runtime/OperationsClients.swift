import AsyncHTTPClient
import ConsoleConfig
import Operations
import OperationsClient
import OperationsWatching
import Synchronization

/// A client for every Operations API of the config that holds now, to act through.
final class OperationsClients: Sendable {
    /// One of them.
    struct Entry: Sendable {
        let api: WatchedAPI
        let client: OperationsClient

        var id: EventSource.ID { EventSource.ID(api) }
    }

    private let http: HTTPClient
    private let held: Mutex<[Entry]>

    /// - Parameter http: makes the connections of all of them; whoever made it shuts it down.
    init(_ config: ConsoleConfig, http: HTTPClient) {
        self.http = http
        held = Mutex(Self.entries(of: config, http))
    }

    /// In the order of the config; of a service with an API of its own and others of its instances, its own first.
    var entries: [Entry] { held.withLock { $0 } }

    /// Acts from now on through what that config names.
    func take(_ config: ConsoleConfig) {
        let entries = Self.entries(of: config, http)
        held.withLock { $0 = entries }
    }

    /// The API of an instance, or that of its service.
    func entry(service: String, instance: String) -> Entry? {
        let entries = entries
        return entries.first { $0.id == EventSource.ID(service: service, instance: instance) }
            ?? entries.first { $0.id == EventSource.ID(service: service, instance: "") }
    }

    private static func entries(of config: ConsoleConfig, _ http: HTTPClient) -> [Entry] {
        WatchedAPI.all(of: config).map { api in
            let tokens = api.tokenFile.map { TokenFile(path: $0) }
            return Entry(api: api, client: OperationsClient(base: api.base, tokens: tokens, http: http))
        }
    }
}
