import AsyncHTTPClient
import Observability

/// How a service that this one calls is. Its trouble degrades this one and no more: whoever restarts what is unhealthy
/// must not restart those who only call it.
struct DependencyHealthCheck: HealthCheck {
    private let external: ExternalServiceHealthCheck

    var name: String { external.name }
    var timeout: Duration { .seconds(2) }

    init(of target: ShopTopology.Service, url: String, client: HTTPClient) {
        external = ExternalServiceHealthCheck(
            name: target.rawValue, url: url + "/health", client: client, timeout: .seconds(1))
    }

    func check() async throws -> HealthFinding {
        do {
            let finding = try await external.check()
            return HealthFinding(finding.status == .healthy ? .healthy : .degraded, details: finding.details)
        } catch {
            return HealthFinding(.degraded, details: ["error": .text("\(error)")])
        }
    }
}
