import Probes
import Traces

/// What the engines have seen, by their newest snapshots.
struct Observation: Sendable {
    var probes: ProbeSnapshot = .empty
    var traces: TraceSnapshot = .empty

    /// What the screen calls an endpoint: its service, and its instance where there are several.
    func title(of id: EndpointID) -> String {
        guard let service = probes.services.first(where: { $0.name == id.service }), service.range.count > 1 else {
            return id.service
        }
        return "\(id.service) \(id.instance)"
    }
}
