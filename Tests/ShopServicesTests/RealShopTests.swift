import Foundation
import FreePorts
import NIOCore
import Subprocess
import Testing

@testable import ShopServices

/// The shop as its users run it: real processes, real ports, a real trace log.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct RealShopTests {
    @Test func oneOrderIsOneTraceAcrossFourProcesses() async throws {
        let (ending, trace) = try await RunningShop.run { shop in
            let answer = try await shop.placeOrder()
            #expect(answer.status == 201)
            #expect(answer.body["status"] as? String == "pending")
            #expect(answer.body["total"] as? Int == 498)
            let order = try await shop.ended(answer.body["id"] as? String)
            #expect(order["status"] as? String == "confirmed")
            #expect(order["paymentId"] as? String == "pay-\(order["id"] as? String ?? "")")
        }
        #expect(ending == .exited(0))
        // SIGTERM wrote what was left: nothing of the order is missing.
        let root = try #require(trace.spans.first { $0.name == "POST /orders" && $0.service == "orders" })
        let spans = trace.spans.filter { $0.trace == root.trace && !$0.isReception }
        #expect(Set(spans.map(\.instance)).count == 4)
        #expect(
            trace.tree(of: root.trace) == [
                "orders POST /orders",
                "  orders process-order",
                "    orders create-order",
                "      orders saga.step ConfirmOrder",
                "      orders saga.step CreateShipment",
                "        orders POST /shipments",
                "          shipping POST /shipments",
                "            shipping create-shipment",
                "      orders saga.step ProcessPayment",
                "        orders POST /payments",
                "          payments POST /payments",
                "            payments charge-card",
                "      orders saga.step ReserveInventory",
                "        orders POST /reservations",
                "          inventory POST /reservations",
                "            inventory reserve-items",
                "    orders validate-order",
            ])
        #expect(spans.allSatisfy { !$0.isError })
        #expect(trace.records.last?.name == "saga.ended")
        #expect(trace.records.allSatisfy { $0.trace == root.trace })
    }

    @Test func whoFollowsOrdersIsInTheTraceOfTheOrder() async throws {
        try await RunningShop.run { shop in
            let order = try #require(try await shop.placeOrder().body["id"] as? String)
            let expected = [
                "analytics: order-metrics process OrderConfirmed under saga.step ConfirmOrder",
                "analytics: order-metrics process OrderPlaced under create-order",
                "catalog: recommendations process OrderConfirmed under saga.step ConfirmOrder",
                "catalog: recommendations process OrderPlaced under create-order",
                "catalog: wishlists process OrderConfirmed under saga.step ConfirmOrder",
            ]
            var found: [String] = []
            while found != expected {
                try Task.checkCancellation()
                await Task.yield()
                // A line may be half-written.
                guard let trace = try? TraceFile(path: shop.files.traceLog) else { continue }
                let names = Dictionary(trace.spans.map { ($0.id, $0.name) }) { first, _ in first }
                found = trace.spans.filter { $0.isReception && $0.texts["order.id"] == order }.map { span in
                    let parent = span.parent.flatMap { names[$0] } ?? "nothing"
                    let consumer = span.texts["messaging.consumer.group.name"] ?? ""
                    return "\(span.service): \(consumer) \(span.name) under \(parent)"
                }.sorted()
            }
        }
    }

    @Test func badInputIsAProblemDocumentAndTheSameKeyIsTheSameOrder() async throws {
        try await RunningShop.run { shop in
            let bad = try await shop.placeOrder(#"{"userId":"ada","items":[],"payment":{"method":"card"}}"#)
            #expect(bad.status == 422)
            #expect(bad.type == "application/problem+json")
            #expect(bad.body["code"] as? String == "validation_failed")
            let first = try await shop.placeOrder(key: "k-1"), second = try await shop.placeOrder(key: "k-1")
            #expect(first.status == 201)
            #expect(second.status == 200)
            #expect(first.body["id"] as? String == second.body["id"] as? String)
            let reused = try await shop.placeOrder(
                RunningShop.goodOrder.replacing("ada", with: "bob"), key: "k-1")
            #expect(reused.body["code"] as? String == "idempotency_key_reused")
            _ = try await shop.ended(first.body["id"] as? String)
            let orders = shop.topology.url(of: .orders)
            let all = try await shop.get(orders + "/orders")
            #expect((all.body["items"] as? [Any])?.count == 1)
            #expect(try await shop.get(orders + "/orders/none").status == 404)
            for service in ShopTopology.Service.allCases {
                #expect(try await shop.get(shop.topology.healthURL(of: service)).body["status"] as? String == "healthy")
                #expect(try await shop.get(shop.topology.readyURL(of: service)).status == 200)
            }
        }
    }

    @Test func anOrderThatFailsIsCompensatedAndSaidInTheTraceLog() async throws {
        let (_, trace) = try await RunningShop.run(["--rate", "0", "--failure-rate", "1"]) { shop in
            var ids: [String?] = []
            for _ in 0..<12 {
                let answer = try await shop.placeOrder()
                #expect(answer.status == 201)
                ids.append(answer.body["id"] as? String)
            }
            for id in ids {
                let status = try await shop.ended(id)["status"] as? String
                #expect(["confirmed", "cancelled", "needs_attention"].contains(status))
            }
        }
        #expect(trace.records.count { $0.name == "saga.started" } == 12)
        #expect(trace.records.count { $0.name == "saga.ended" } == 12)
        #expect(trace.records.contains { $0.name == "saga.ended" && $0.texts["saga.status"] == "compensated" })
        #expect(trace.spans.contains { $0.name.hasPrefix("saga.step") && $0.isError })
        #expect(trace.spans.allSatisfy { $0.texts["order.id"] != "" })
    }

    @Test func loadRunsAtARateAndIsStoppedBeforeTheServices() async throws {
        let (ending, trace) = try await RunningShop.run(["--rate", "40", "--failure-rate", "0.2"]) { shop in
            // Orders keep coming: wait until there are some.
            var count = 0
            while count < 10 {
                try Task.checkCancellation()
                let all = try await shop.get(shop.topology.url(of: .orders) + "/orders?limit=50")
                count = (all.body["items"] as? [Any])?.count ?? 0
            }
            try shop.execution.send(signal: .terminate)
            _ = try await shop.waitUntilItSays("Stopped", "process=load")
            _ = try await shop.waitUntilItSays("Stopped", "process=orders", "ending=exited(0)")
            _ = try await shop.waitUntilItSays("Stopped", "process=payments", "ending=exited(0)")
        }
        #expect(ending == .exited(0))
        // Sagas stopped at a checkpoint: every try has its outcome. And no span lost its parent.
        let tries = trace.records.count { $0.name == "saga.step.started" }
        let outcomes = trace.records.count {
            [
                "saga.step.succeeded", "saga.step.failed", "saga.step.compensated", "saga.step.compensation_failed",
            ].contains($0.name)
        }
        #expect(tries > 0)
        #expect(tries == outcomes)
        let ids = Set(trace.spans.map(\.id))
        #expect(trace.spans.allSatisfy { $0.parent.map(ids.contains) ?? true })
    }

    @Test func noProcessOutlivesASupervisorThatIsKilled() async throws {
        try await RunningShop.run { shop in
            let children = try await shop.childProcesses()
            #expect(children.allSatisfy { kill($0, 0) == 0 })
            try shop.execution.send(signal: .kill)
            for child in children { try await RunningShop.waitForEnd(of: child) }
        }
    }

    @Test func aServiceThatDiesIsStartedAgain() async throws {
        try await RunningShop.run { shop in
            let control = try ShopControl(files: shop.files)
            try await control.cause(
                ChaosRequest(settings: .none, forMilliseconds: 1000, crashes: true), at: .payments)
            _ = try await shop.waitUntilItSays("process=payments", "ending=signaled(9)")
            _ = try await shop.waitUntilItSays("Started", "process=payments")
            // The order waits for as long as payments is away.
            let answer = try await shop.placeOrder()
            #expect(try await shop.ended(answer.body["id"] as? String)["status"] as? String == "confirmed")
        }
    }

    @Test func aRefusingServiceListensAgainByItself() async throws {
        try await RunningShop.run { shop in
            try await ShopControl(files: shop.files).cause(
                ChaosRequest(settings: ChaosSettings(refuses: true), forMilliseconds: 300), at: .shipping)
            var log = ""
            while log.matches(of: /Server started/).count < 2 {
                try Task.checkCancellation()
                _ = try await shop.get(shop.topology.readyURL(of: .orders))
                log = try String(contentsOfFile: shop.files.log(of: "shipping"), encoding: .utf8)
            }
            #expect(log.contains("Connections are refused on purpose"))
            #expect(try await shop.placeOrder().status == 201)
        }
    }

    @Test func theShopStopsWhenItsStandardInputEnds() async throws {
        let (ending, _) = try await RunningShop.run { shop in
            let children = try await shop.childProcesses()
            try await shop.execution.standardInputWriter.finish()
            for child in children { try await RunningShop.waitForEnd(of: child) }
        }
        #expect(ending == .exited(0))
    }

    @Test func aTakenPortIsSaidWithItsHolder() async throws {
        let ports = try await FreePorts(ShopTopology.Service.allCases.count)
        defer { withExtendedLifetime(ports) {} }
        let topology = try #require(ShopTopology(portBase: ports.base))
        let channel = try await RunningShop.listen(topology.port(of: .payments))
        let folder = FileManager.default.temporaryDirectory.appending(path: "shop-\(UUID().uuidString)").path
        let result = try await Subprocess.run(
            .path(try RunningShop.binary),
            arguments: ["up", "--dir", folder, "--port-base", "\(topology.portBase)"],
            output: .string(limit: 1 << 16), error: .string(limit: 1 << 16))
        try await channel.close()
        #expect(result.terminationStatus == .exited(1))
        #expect(result.standardError.contains("Port \(topology.port(of: .payments)), which payments needs, is taken"))
        #expect(result.standardError.contains("process \(ProcessInfo.processInfo.processIdentifier) ("))
        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    struct Ending: Sendable {
        let arguments: [String]
        let code: Int32
        init(_ arguments: [String], _ code: Int32) {
            self.arguments = arguments
            self.code = code
        }
    }

    @Test(arguments: [
        Ending(["nonsense"], 2), Ending(["up", "--port-base", "99999"], 2), Ending(["up", "--failure-rate", "2"], 2),
        Ending(["serve", "nobody"], 2), Ending(["chaos", "payments"], 2),
        Ending(["chaos", "payments", "--latency", "5 parsecs"], 2), Ending(["status", "--dir", "/nonexistent"], 3),
        Ending(["--version"], 0),
    ])
    func everyEndingHasItsExitCode(_ expected: Ending) async throws {
        let result = try await Subprocess.run(
            .path(try RunningShop.binary), arguments: Arguments(expected.arguments),
            output: .string(limit: 1 << 16), error: .string(limit: 1 << 16))
        #expect(result.terminationStatus == .exited(expected.code))
        #expect((expected.code == 0 ? result.standardOutput : result.standardError).isEmpty == false)
    }
}
