import AsyncHTTPClient
import Observability
import Resilience

/// The callers that a service has to the others, one each.
struct ServiceCallers: Sendable {
    /// In the order of the services.
    let all: [ServiceCaller]

    init(of settings: ServiceSettings, client: HTTPClient, tracer: OTLPTracer) {
        let traced = TracedHTTPClient(client: client, tracer: tracer)
        var policy = CircuitBreakerPolicy.standard
        policy.resetTimeout = settings.breakerReset
        let chosen = policy
        all = settings.service.calls.map { target in
            ServiceCaller(
                from: settings.service, to: target, url: settings.url(of: target), client: traced, policy: chosen)
        }
    }

    subscript(target: ShopTopology.Service) -> ServiceCaller? { all.first { $0.target == target } }
}

extension ShopTopology.Service {
    /// The services that it calls.
    var calls: [ShopTopology.Service] {
        switch self {
        case .orders: [.inventory, .payments, .shipping]
        case .mobileBFF: [.users, .orders, .catalog]
        case .webBFF: [.users, .orders, .catalog, .analytics]
        case .inventory, .payments, .shipping, .users, .catalog, .analytics: []
        }
    }

    /// The services whose events it follows.
    var follows: [ShopTopology.Service] {
        switch self {
        case .catalog: [.orders]
        case .analytics: [.orders, .users]
        case .orders, .inventory, .payments, .shipping, .users, .mobileBFF, .webBFF: []
        }
    }
}
