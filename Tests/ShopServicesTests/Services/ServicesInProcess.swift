import AsyncHTTPClient
import EventSourcing
import Foundation
import FreePorts
import Logging
import NIOCore
import NIOHTTP1
import ServiceLifecycle
import Synchronization
import Testing

@testable import ShopServices

/// Services of the shop in this process, with real HTTP on loopback and real files, for one test.
struct ServicesInProcess: Sendable {
    let topology: ShopTopology
    let files: ShopFiles
    private let groups: RunningGroups

    /// Starts services, waits until they are ready, runs `body`, and shuts them down gracefully.
    static func run(
        _ services: [ShopTopology.Service], failureRate: Double = 0,
        _ body: @escaping @Sendable (ServicesInProcess) async throws -> Void
    ) async throws {
        let ports = try await FreePorts(ShopTopology.Service.allCases.count)
        let folder = TemporaryFolder()
        let topology = try #require(ShopTopology(portBase: ports.base))
        try OperationsTokens.make(folder.files)
        let shop = ServicesInProcess(topology: topology, files: folder.files, groups: RunningGroups())
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for service in services {
                let settings = ServiceSettings(
                    service: service, topology: topology, files: folder.files, failureRate: failureRate,
                    gracePeriod: .seconds(20))
                group.addTask {
                    try await ServiceProcess(settings, logger: quiet).run(signals: []) { shop.groups.add($0) }
                }
            }
            do {
                for service in services { try await shop.waitUntilReady(service) }
                try await body(shop)
            } catch {
                await shop.groups.stopAll()
                try? await group.waitForAll()
                throw error
            }
            await shop.groups.stopAll()
            try await group.waitForAll()
        }
        withExtendedLifetime((ports, folder)) {}
    }

    private func waitUntilReady(_ service: ShopTopology.Service) async throws {
        while true {
            try Task.checkCancellation()
            let answer = try? await HTTPClient.shared.execute(
                HTTPClientRequest(url: topology.readyURL(of: service)), timeout: .seconds(20))
            if let answer {
                _ = try await answer.body.collect(upTo: 1 << 16)
                if answer.status == .ok { return }
            }
        }
    }

    struct Answer {
        let status: Int
        let type: String
        let body: [String: Any]

        var code: String? { body["code"] as? String }
        subscript(_ key: String) -> String? { body[key] as? String }
    }

    func send(
        _ method: HTTPMethod, _ service: ShopTopology.Service, _ path: String, key: String? = nil,
        _ body: String? = nil, type: String = "application/json"
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: topology.url(of: service) + path)
        request.method = method
        if let key { request.headers.add(name: "idempotency-key", value: key) }
        if let body {
            request.headers.add(name: "content-type", value: type)
            request.body = .bytes(ByteBuffer(string: body))
        }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let data = Data(try await response.body.collect(upTo: 1 << 22).readableBytesView)
        let object = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
        return Answer(
            status: Int(response.status.code), type: response.headers.first(name: "content-type") ?? "", body: object)
    }

    /// The position of a service's newest event.
    func head(_ service: ShopTopology.Service) async throws -> Int {
        try #require(try await send(.GET, service, "/events?limit=1").body["head"] as? Int)
    }

    /// The types of a service's events after a position.
    func events(_ service: ShopTopology.Service, after position: Int = 0) async throws -> [String] {
        let page = try await send(.GET, service, "/events?limit=500&after=\(position)")
        return (page.body["events"] as? [[String: Any]] ?? []).compactMap { $0["type"] as? String }
    }

    func placeOrder(_ sku: String = "fuse-10a", quantity: Int = 2, key: String? = nil) async throws -> Answer {
        try await send(
            .POST, .orders, "/orders", key: key,
            #"{"userId":"ada","items":[{"sku":"\#(sku)","quantity":\#(quantity)}],"payment":{"method":"card"}}"#)
    }

    /// Looks at an order until its saga has come to an end.
    func ended(_ id: String?) async throws -> Answer {
        let id = try #require(id)
        while true {
            try Task.checkCancellation()
            let order = try await send(.GET, .orders, "/orders/\(id)")
            if order["status"] != "pending" { return order }
        }
    }

    /// Pieces that nobody holds, by product, as far as the read model knows.
    func stock() async throws -> [String: Int] {
        let answer = try await send(.GET, .inventory, "/stock")
        var found: [String: Int] = [:]
        for item in answer.body["items"] as? [[String: Any]] ?? [] {
            if let sku = item["sku"] as? String { found[sku] = item["available"] as? Int }
        }
        return found
    }

    /// Waits until the read model knows of so many pieces.
    func waitUntilStock(of sku: String, is expected: Int) async throws {
        while try await stock()[sku] != expected { try Task.checkCancellation() }
    }
}

/// The running groups.
final class RunningGroups: Sendable {
    private let groups = Mutex<[ServiceGroup]>([])

    func add(_ group: ServiceGroup) { groups.withLock { $0.append(group) } }

    func stopAll() async {
        // Orders first: who calls is gone before who is called.
        for group in groups.withLock({ $0 }) { await group.triggerGracefulShutdown() }
    }
}
