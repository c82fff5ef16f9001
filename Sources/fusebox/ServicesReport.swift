import Foundation
import Probes

/// What `fusebox services --json` prints. Keys are stable; new ones may come.
struct ServicesReport: Encodable {
    struct Service: Encodable {
        var name: String
        /// `healthy`, `degraded`, `unhealthy` or `unknown`.
        var health: String
        var instances: [Instance]
    }

    struct Instance: Encodable {
        /// Empty for a service with one instance.
        var instance: String
        var url: String
        var health: String
        /// One sentence.
        var reason: String
        /// Milliseconds of the newest answer; absent without one.
        var latencyMs: Double?
        /// Absent without an HTTP answer.
        var statusCode: Int?
        var checks: [Check]
    }

    struct Check: Encodable {
        var name: String
        var health: String
        var detail: String
        var checks: [Check]
    }

    var asOf: Date
    var services: [Service]

    init(_ snapshot: ProbeSnapshot) {
        asOf = snapshot.asOf
        services = snapshot.services.map { service in
            Service(
                name: service.name, health: snapshot.health(of: service).rawValue,
                instances: snapshot.instances(of: service).map(Self.instance))
        }
    }

    /// The report as one JSON document.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    private static func instance(_ status: EndpointStatus) -> Instance {
        Instance(
            instance: status.id.instance, url: "\(status.endpoint.target)", health: status.health.rawValue,
            reason: status.reason,
            latencyMs: status.latency.last.map { ($0 / .milliseconds(1) * 1_000).rounded() / 1_000 },
            statusCode: status.statusCode, checks: status.checks.map(check))
    }

    private static func check(_ node: CheckNode) -> Check {
        Check(name: node.name, health: node.health.rawValue, detail: node.detail, checks: node.children.map(check))
    }
}
