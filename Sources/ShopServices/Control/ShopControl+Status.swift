import AsyncHTTPClient
import Foundation
import NIOCore

extension ShopControl {
    /// How a service is.
    public struct Status: Codable, Sendable, Equatable {
        public let name: String
        public let url: String
        public let port: Int
        /// `nil` while it does not run.
        public let pid: Int32?
        /// How often it was started again.
        public let restarts: Int
        /// `healthy`, `degraded`, `unhealthy`, or `unreachable`.
        public let status: String
        /// Why not healthy.
        public let reason: String?
        /// What is broken on purpose; `nil` for nothing.
        public let chaos: String?
        /// Milliseconds until that reverts.
        public let chaosMilliseconds: Int?
    }

    /// How all services are, in the topology's order.
    public func status() async -> [Status] {
        let processes = ProcessTable.read(files)
        let broken = Dictionary(uniqueKeysWithValues: chaosInForce().map { ($0.service, $0) })
        return await withTaskGroup(of: Status.self) { group in
            for service in ShopTopology.Service.allCases {
                group.addTask { await status(of: service, processes[service.rawValue], broken[service]) }
            }
            let found = await group.reduce(into: [String: Status]()) { $0[$1.name] = $1 }
            return ShopTopology.Service.allCases.compactMap { found[$0.rawValue] }
        }
    }

    /// The load as its process last told it; `nil` when it never did.
    public func load() -> LoadReport? { LoadReport.read(files) }

    private func status(
        of service: ShopTopology.Service, _ process: ProcessTable.Entry?, _ broken: BrokenService?
    ) async -> Status {
        let (status, reason) = await health(of: service)
        return Status(
            name: service.rawValue, url: topology.url(of: service), port: topology.port(of: service),
            pid: process?.pid, restarts: process?.restarts ?? 0, status: status, reason: reason,
            chaos: broken?.settings.description, chaosMilliseconds: broken?.milliseconds)
    }

    private func health(of service: ShopTopology.Service) async -> (status: String, reason: String?) {
        do {
            let response = try await HTTPClient.shared.execute(
                HTTPClientRequest(url: topology.healthURL(of: service)), timeout: .seconds(3))
            let body = try await response.body.collect(upTo: 1 << 20)
            let answer = try JSONDecoder().decode(HealthAnswer.self, from: Data(body.readableBytesView))
            let bad = answer.checks.filter { $0.value.status != "healthy" }.keys.sorted()
            return (answer.status, bad.isEmpty ? nil : "not healthy: \(bad.joined(separator: ", "))")
        } catch {
            return ("unreachable", Self.words(for: error))
        }
    }

    private static func words(for error: any Error) -> String {
        switch error {
        case let error as HTTPClientError where error == .deadlineExceeded: "no answer within 3 s"
        case let error as HTTPClientError: error.shortDescription
        case is DecodingError: "its answer is not a health answer"
        default: "connection refused or broken"
        }
    }

    private struct HealthAnswer: Decodable {
        struct Check: Decodable {
            let status: String
        }
        let status: String
        let checks: [String: Check]
    }
}
