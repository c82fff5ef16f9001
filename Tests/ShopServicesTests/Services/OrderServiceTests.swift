import Foundation
import NIOHTTP1
import Testing

@testable import ShopServices

/// Orders with the services that it calls, all in this process.
@Suite(.timeLimit(.minutes(3)))
struct OrderServiceTests {
    private static let four: [ShopTopology.Service] = [.orders, .inventory, .payments, .shipping]

    @Test func anOrderIsAcceptedAtOnceAndConfirmedByItsSaga() async throws {
        try await ServicesInProcess.run(Self.four) { shop in
            let answer = try await shop.placeOrder()
            #expect(answer.status == 201 && answer["status"] == "pending")
            let order = try await shop.ended(answer["id"])
            #expect(order["status"] == "confirmed")
            let id = try #require(answer["id"])
            #expect(order["shipmentId"] == "ship-\(id)")
            try await shop.waitUntilStock(of: "fuse-10a", is: 4_998)
            let history = try await shop.send(.GET, .orders, "/users/ada/orders")
            #expect((history.body["items"] as? [[String: Any]])?.map { $0["id"] as? String } == [id])
            let report = try await shop.send(.GET, .orders, "/reports/sales")
            #expect((report.body["byProduct"] as? [[String: Any]])?.first?["total"] as? Int == 498)
        }
    }

    @Test func anOrderIsAcceptedAlsoWhenNobodyElseIsThereAndGoesOnWhenTheyAre() async throws {
        try await ServicesInProcess.run([.orders]) { shop in
            let answer = try await shop.placeOrder()
            #expect(answer.status == 201)
            // The other services are away: the health says so, and the order waits.
            let health = try await shop.send(.GET, .orders, "/health")
            #expect(health.status == 200 && health["status"] == "degraded")
            let order = try await shop.send(.GET, .orders, "/orders/\(try #require(answer["id"]))")
            #expect(order["status"] == "pending")
        }
    }

    @Test func badInputWritesNothing() async throws {
        try await ServicesInProcess.run([.orders]) { shop in
            for body in [
                #"{}"#, #"{"userId":"ada","items":[],"payment":{"method":"card"}}"#,
                #"{"userId":"ada","items":[{"sku":"gold","quantity":1}],"payment":{"method":"card"}}"#, "nonsense",
            ] {
                let answer = try await shop.send(.POST, .orders, "/orders", body)
                #expect(answer.status == 422 || answer.status == 400)
                #expect(answer.type == "application/problem+json")
            }
            #expect(try await shop.send(.GET, .orders, "/orders?limit=many").status == 400)
            #expect(try await shop.head(.orders) == 0)
        }
    }

    @Test func oneKeyIsOneOrderHoweverManyAskAtOnce() async throws {
        try await ServicesInProcess.run([.orders]) { shop in
            let ids = try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<20 { group.addTask { try await shop.placeOrder(key: "once")["id"] } }
                return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
            }
            #expect(ids.count == 1)
            #expect(try await shop.events(.orders).count { $0 == "OrderPlaced" } == 1)
        }
    }

    /// With a failure rate of 1 shops refuse, gateways fail and refunds are refused for good.
    @Test func whatCannotBeDoneIsUndoneAndWhatCannotBeUndoneNeedsAttention() async throws {
        try await ServicesInProcess.run(Self.four, failureRate: 1) { shop in
            var statuses: [String: Int] = [:]
            var ids: [String?] = []
            for _ in 0..<40 { ids.append(try await shop.placeOrder()["id"]) }
            for id in ids { statuses[try await shop.ended(id)["status"] ?? "", default: 0] += 1 }
            #expect(statuses["cancelled", default: 0] > 0)
            #expect(statuses["needs_attention", default: 0] > 0)
            let events = try await shop.events(.payments)
            #expect(!events.contains("PaymentRefunded"))
            #expect(try await shop.events(.inventory).contains("ItemsReleased"))
        }
    }
}
