import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import Observability
import Resilience
import Testing

@testable import ShopServices

/// Calls between services meet real failures.
@Suite(.timeLimit(.minutes(3)))
struct ServiceCallerTests {
    private func caller(_ shop: ServicesInProcess, _ client: HTTPClient) -> ServiceCaller {
        caller(shop.files, to: shop.topology.url(of: .shipping), client)
    }

    private func caller(_ files: ShopFiles, to url: String, _ client: HTTPClient) -> ServiceCaller {
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let telemetry = TelemetryLog(
            TelemetryLog.Settings(path: files.directory + "/test.jsonl"),
            resource: TelemetryResource(serviceName: "test", instanceID: "1"), logger: quiet)
        return ServiceCaller(
            from: .orders, to: .shipping, url: url,
            client: TracedHTTPClient(client: client, tracer: OTLPTracer(log: telemetry)),
            policy: CircuitBreakerPolicy(
                trip: .consecutiveFailures(3, within: .seconds(60)), resetTimeout: .milliseconds(1), trialCalls: 1))
    }

    private func ship(_ caller: ServiceCaller, _ order: String, pieces: Int = 1) async throws -> Shipment {
        let body = ShipmentRequest(orderId: order, userId: "ada", pieces: pieces)
        return try await caller.send(
            .POST, "/shipments", route: "/shipments", key: order, json: try JSONEncoder().encode(body),
            as: Shipment.self)
    }

    @Test func theBreakerOpensUnderRealFailuresTriesAndCloses() async throws {
        try await ServicesInProcess.run([.shipping]) { shop in
            let client = HTTPClient.shared
            let caller = caller(shop, client)
            let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            let chaos = ChaosSwitch(service: .shipping, files: shop.files, logger: quiet)
            var changes = caller.breaker.changes().makeAsyncIterator()
            #expect(try await ship(caller, "order-a-1").shipmentId == "ship-order-a-1")
            try chaos.apply(ChaosRequest(settings: ChaosSettings(failShare: 1), forMilliseconds: 3_600_000))
            // The service follows its file: until it has, calls go well.
            var failures = 0
            while failures < 3 {
                do { _ = try await ship(caller, "order-a-2") } catch let failure as ServiceCallFailure {
                    #expect(failure.kind == .unknown && failure.code == "chaos")
                    failures += 1
                }
            }
            let first = await changes.next()
            #expect(first?.to == .open)
            try chaos.clear()
            while true {
                do {
                    _ = try await ship(caller, "order-a-3")
                    break
                } catch is CircuitBreakerOpen {} catch is ServiceCallFailure {}
            }
            #expect(caller.breaker.snapshot().state == .closed)
            var seen: [CircuitBreakerState] = []
            while seen.last != .closed, let change = await changes.next() { seen.append(change.to) }
            #expect(seen.contains(.halfOpen))
        }
    }

    @Test func aServiceThatSaysNoWorks() async throws {
        try await ServicesInProcess.run([.shipping]) { shop in
            let caller = caller(shop, .shared)
            for number in 0..<5 {
                let failure = await #expect(throws: ServiceCallFailure.self) {
                    _ = try await ship(caller, "order-a-\(number)", pieces: 0)
                }
                #expect(failure?.kind == .refused && failure?.code == "validation_failed")
            }
            #expect(caller.breaker.snapshot().state == .closed)
        }
    }

    @Test func aRefusedConnectionHasSurelyDoneNothing() async throws {
        // Nobody listens; the second call finds a client that has been refused before.
        try await ServicesInProcess.run([]) { shop in
            let caller = caller(shop, .shared)
            for _ in 0..<2 {
                let failure = await #expect(throws: ServiceCallFailure.self) { _ = try await ship(caller, "order-a-1") }
                #expect(failure?.kind == .failed && failure?.code == "unavailable")
            }
        }
    }

    /// Such a request may have been carried out.
    @Test func aConnectionThatBreaksAfterTheRequestLeavesTheOutcomeUnknown() async throws {
        let folder = TemporaryFolder()
        let listening = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in channel.pipeline.addHandler(HangingUp()) }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(listening.localAddress?.port)
        let caller = caller(folder.files, to: "http://127.0.0.1:\(port)", .shared)
        let failure = await #expect(throws: ServiceCallFailure.self) { _ = try await ship(caller, "order-a-1") }
        try await listening.close()
        #expect(failure?.kind == .unknown && failure?.code == "unavailable", "\(String(describing: failure))")
        withExtendedLifetime(folder) {}
    }

    @Test func aRequestWhoseDeadlineHasPassedIsNotBegun() async throws {
        try await ServicesInProcess.run([.shipping]) { shop in
            let caller = caller(shop, .shared)
            await #expect(throws: DeadlineExceeded.self) {
                try await Deadline.$current.withValue(Deadline(at: .now)) { _ = try await ship(caller, "order-a-1") }
            }
            let head = try await shop.head(.shipping)
            #expect(head == 0)
        }
    }
}

/// Reads the beginning of a request and closes the connection without a word.
private final class HangingUp: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        context.close(promise: nil)
    }
}
