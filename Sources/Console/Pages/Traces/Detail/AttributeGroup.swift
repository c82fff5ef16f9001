import Traces

/// Attributes that belong together by OpenTelemetry's semantic conventions, in the order in which they are shown.
enum AttributeGroup: Int, CaseIterable {
    case error, exception, saga, breaker, command, http, rpc, database, messaging, network, code, other

    var title: String {
        switch self {
        case .error: "Error"
        case .exception: "Exception"
        case .saga: "Saga"
        case .breaker: "Breaker"
        case .command: "Command"
        case .http: "HTTP"
        case .rpc: "RPC"
        case .database: "Database"
        case .messaging: "Messaging"
        case .network: "Network"
        case .code: "Code"
        case .other: "Attributes"
        }
    }

    /// The group of a key, by its first words.
    init(key: String) {
        let group = Self.prefixes.first { key.hasPrefix($0.prefix) }?.group
        self = group ?? .other
    }

    private static let prefixes: [(prefix: String, group: AttributeGroup)] = [
        ("error.", .error), ("exception.", .exception), ("saga.", .saga), ("circuit_breaker.", .breaker),
        ("command.", .command), ("http.", .http), ("url.", .http), ("user_agent.", .http), ("rpc.", .rpc),
        ("grpc.", .rpc), ("db.", .database), ("messaging.", .messaging), ("net.", .network), ("network.", .network),
        ("server.", .network), ("client.", .network), ("peer.", .network), ("thread.", .code), ("code.", .code),
    ]

    /// Attributes by group, each in the order of its keys.
    static func grouped(_ attributes: [Attribute]) -> [(group: AttributeGroup, attributes: [Attribute])] {
        let byGroup = Dictionary(grouping: attributes) { AttributeGroup(key: $0.key) }
        return allCases.compactMap { group in
            byGroup[group].map { (group, $0.sorted { $0.key < $1.key }) }
        }
    }
}
