import AsyncHTTPClient
import Foundation
import NIOHTTP1
import Operations
import OperationsClient
import Testing

@testable import ShopServices

/// Every service shows operators what it has, and does what they say.
@Suite(.timeLimit(.minutes(3)))
struct ServiceOperationsTests {
    private func withOperator(
        _ shop: ServicesInProcess, _ service: ShopTopology.Service,
        _ body: (OperationsClient) async throws -> Void
    ) async throws {
        let http = OperationsClient.makeHTTPClient()
        let client = OperationsClient(
            base: shop.topology.url(of: service) + "/ops/v1", tokens: TokenFile(path: shop.files.operatorToken),
            http: http)
        do { try await body(client) } catch {
            try? await http.shutdown()
            throw error
        }
        try await http.shutdown()
    }

    @Test func ordersShowsBreakersBulkheadsProjectionsSagasAndEvents() async throws {
        try await ServicesInProcess.run([.orders, .inventory, .payments, .shipping]) { shop in
            let id = try #require(try await shop.ended(try await shop.placeOrder()["id"])["id"])
            try await withOperator(shop, .orders) { client in
                #expect(try await client.describe().service == "orders")
                let breakers = try await client.breakers().items.map(\.name)
                #expect(breakers == ["orders → inventory", "orders → payments", "orders → shipping"])
                let bulkheads = try await client.bulkheads().items.map(\.name)
                #expect(bulkheads == breakers + ["orders database"])
                let projections = try await client.projections().items.map(\.name)
                #expect(projections.contains("orders") && projections.contains("orders-follow-sagas"))
                let saga = try await client.saga(id)
                #expect(saga.summary.status.rawValue == "completed")
                let events = try await client.events(EventQuery(after: "0", limit: 1)).items
                #expect(events.map(\.type) == ["OrderPlaced"])
            }
            let stranger = try await shop.send(.GET, .orders, "/ops/v1/breakers")
            #expect(stranger.status == 401)
        }
    }

    @Test func aBreakerThatAnOperatorForcesOpenHoldsOrdersUntilItIsReset() async throws {
        try await ServicesInProcess.run([.orders, .inventory, .payments, .shipping]) { shop in
            try await withOperator(shop, .orders) { client in
                func command(_ kind: CommandKind) -> Command {
                    Command(
                        id: UUID().uuidString, kind: kind, target: "orders → payments", reason: "a test",
                        actor: "ada")
                }
                func finished(_ sent: CommandReport) async throws -> CommandReport {
                    var report = sent
                    while !report.state.isFinal { report = try await client.command(report.command.id) }
                    return report
                }
                let opened = try await finished(try await client.send(command(.breakerForceOpen)))
                #expect(opened.state.rawValue == "succeeded")
                let id = try #require(try await shop.placeOrder()["id"])
                var state = try await client.breakers().items.first { $0.name == "orders → payments" }
                while state?.totals.rejected == 0 {
                    try Task.checkCancellation()
                    state = try await client.breakers().items.first { $0.name == "orders → payments" }
                }
                let held = try await shop.send(.GET, .orders, "/orders/\(id)")
                #expect(held["status"] == "pending")
                _ = try await finished(try await client.send(command(.breakerReset)))
                let order = try await shop.ended(id)
                #expect(order["status"] == "confirmed")
            }
        }
    }

    @Test func chaosIsSetByACommand() async throws {
        try await ServicesInProcess.run([.shipping]) { shop in
            try await withOperator(shop, .shipping) { client in
                let sent = try await client.send(
                    Command(
                        id: "break-1", kind: .chaosSet, target: "shipping",
                        arguments: ["fail": .number(1)], reason: "a test", actor: "ada"))
                var report = sent
                while !report.state.isFinal { report = try await client.command(report.command.id) }
                #expect(report.state.rawValue == "succeeded")
                let answer = try await shop.send(.GET, .shipping, "/shipments/order-a-1")
                #expect(answer.status == 500 && answer.code == "chaos")
            }
        }
    }
}
