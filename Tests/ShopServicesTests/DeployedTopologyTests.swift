import Foundation
import Testing

@testable import ShopServices

/// Kubernetes lets through what the services need of each other, and nothing else.
struct DeployedTopologyTests {
    @Test(arguments: ShopTopology.Service.allCases)
    func whoCallsOrFollowsAServiceIsLetIn(_ service: ShopTopology.Service) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let policies = try String(
            contentsOf: root.appending(path: "Deploy/kubernetes/network-policy.yaml"), encoding: .utf8)
        let own = try #require(
            policies.components(separatedBy: "\n---\n").first { $0.contains("\n  name: \(service.rawValue)\n") })
        let ingress = try #require(own.components(separatedBy: "\n  ingress:\n").last)
        let letIn = ingress.matches(of: /app\.kubernetes\.io\/name: (?<name>[a-z-]+)/).map { String($0.output.name) }
        let needed = ShopTopology.Service.allCases.filter { ($0.calls + $0.follows).contains(service) }
        #expect(letIn.sorted() == needed.map(\.rawValue).sorted())
    }
}
