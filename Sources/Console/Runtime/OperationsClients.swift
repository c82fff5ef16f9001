import AsyncHTTPClient
import ConsoleConfig
import Operations
import OperationsClient

/// A client for every Operations API of a config.
struct OperationsClients: Sendable {
    /// One of them.
    struct Entry: Sendable {
        let id: EventSource.ID
        let client: OperationsClient
    }

    /// In the order of the config; of a service with an API of its own and others of its instances, its own first.
    let entries: [Entry]
    private let byID: [EventSource.ID: OperationsClient]

    /// - Parameter http: makes the connections of all of them; whoever made it shuts it down.
    init(_ config: ConsoleConfig, http: HTTPClient) {
        var entries: [Entry] = []
        for service in config.services {
            let tokens = config.tokenFile(of: service).map { TokenFile(path: $0) }
            func add(_ instance: String, _ address: EndpointAddress) {
                let client = OperationsClient(base: address.description, tokens: tokens, http: http)
                entries.append(Entry(id: EventSource.ID(service: service.name, instance: instance), client: client))
            }
            if let operations = service.operations { add("", operations) }
            for instance in service.instances {
                if let operations = instance.operations, operations != service.operations {
                    add(instance.name ?? instance.health.description, operations)
                }
            }
        }
        self.entries = entries
        byID = Dictionary(entries.map { ($0.id, $0.client) }) { first, _ in first }
    }

    /// The API of an instance, or that of its service.
    func client(service: String, instance: String) -> OperationsClient? {
        byID[EventSource.ID(service: service, instance: instance)]
            ?? byID[EventSource.ID(service: service, instance: "")]
    }
}
