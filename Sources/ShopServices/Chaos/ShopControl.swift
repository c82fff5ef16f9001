import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Talks to the services of a running shop: how are they, and break them.
public struct ShopControl: Sendable {
    /// A service did not answer.
    public struct Unreachable: Error, CustomStringConvertible {
        public let service: ShopTopology.Service
        public let reason: String
        public var description: String { "\(service.rawValue) does not answer: \(reason)" }
    }

    /// How a service is.
    public struct Status: Codable, Sendable, Equatable {
        public let name: String
        public let url: String
        /// `healthy`, `degraded`, `unhealthy`, or `unreachable`.
        public let status: String
        /// Why not healthy.
        public let reason: String?
    }

    private let topology: ShopTopology

    public init(topology: ShopTopology) { self.topology = topology }

    /// The shop that wrote `state`; a port base that makes no sense counts as the default.
    public init(state: ShopState) {
        topology = ShopTopology(portBase: state.portBase) ?? ShopTopology.standard
    }

    /// Breaks a service.
    /// - Throws: ``Unreachable``; ``ProblemDocument`` when it refuses.
    public func cause(_ chaos: ChaosRequest, at service: ShopTopology.Service) async throws {
        var request = HTTPClientRequest(url: topology.url(of: service) + ChaosRoutes.path)
        request.method = .PUT
        request.headers.add(name: "content-type", value: "application/json")
        request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(chaos)))
        do {
            try await send(request, to: service)
        } catch let error as Unreachable {
            // A service that dies as it is told to gives no answer.
            if !chaos.crashes { throw error }
        }
    }

    /// Puts everything right at a service.
    /// - Throws: ``Unreachable``.
    public func stopChaos(at service: ShopTopology.Service) async throws {
        var request = HTTPClientRequest(url: topology.url(of: service) + ChaosRoutes.path)
        request.method = .DELETE
        try await send(request, to: service)
    }

    /// How all services are, in the topology's order.
    public func status() async -> [Status] {
        await withTaskGroup(of: Status.self) { group in
            for service in ShopTopology.Service.allCases { group.addTask { await status(of: service) } }
            let found = await group.reduce(into: [String: Status]()) { $0[$1.name] = $1 }
            return ShopTopology.Service.allCases.compactMap { found[$0.rawValue] }
        }
    }

    private func status(of service: ShopTopology.Service) async -> Status {
        let name = service.rawValue, url = topology.url(of: service)
        do {
            let response = try await HTTPClient.shared.execute(
                HTTPClientRequest(url: topology.healthURL(of: service)), timeout: .seconds(3))
            let body = try await response.body.collect(upTo: 1 << 20)
            let answer = try JSONDecoder().decode(HealthAnswer.self, from: Data(body.readableBytesView))
            let bad = answer.checks.filter { $0.value.status != "healthy" }.keys.sorted()
            return Status(
                name: name, url: url, status: answer.status,
                reason: bad.isEmpty ? nil : "not healthy: \(bad.joined(separator: ", "))")
        } catch {
            return Status(name: name, url: url, status: "unreachable", reason: Self.words(for: error))
        }
    }

    private func send(_ request: HTTPClientRequest, to service: ShopTopology.Service) async throws {
        let response: HTTPClientResponse
        let body: ByteBuffer
        do {
            response = try await HTTPClient.shared.execute(request, timeout: .seconds(3))
            body = try await response.body.collect(upTo: 1 << 20)
        } catch {
            throw Unreachable(service: service, reason: Self.words(for: error))
        }
        guard response.status.code < 300 else {
            let problem = try? JSONDecoder().decode(ProblemDocument.self, from: Data(body.readableBytesView))
            throw problem ?? Unreachable(service: service, reason: "it answered \(response.status.code)")
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
