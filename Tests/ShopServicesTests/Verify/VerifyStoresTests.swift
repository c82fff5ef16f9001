import EventSourcing
import Foundation
import GRDB
import Testing

@testable import ShopServices

/// Real stores of a small shop, in which something is planted: it is found by name and place.
@Suite(.timeLimit(.minutes(5)))
struct VerifyStoresTests {
    private let folder = TemporaryFolder()

    private func report() throws -> VerifyReport { try VerifyReport.read(folder.files) }

    /// What is found of the four services that an order goes through; the others have no store here.
    private func found() throws -> [Violation] {
        let stores = ["orders", "inventory", "payments", "shipping"]
        return try report().violations.filter { violation in
            stores.contains { violation.place.hasPrefix("\($0).sqlite") }
        }
    }

    private func change(_ service: ShopTopology.Service, _ sql: String) throws {
        let database = try DatabaseQueue(path: folder.files.store(of: service))
        try database.write { try $0.execute(sql: sql) }
        try database.close()
    }

    @Test func filledStoresAreSound() async throws {
        try await ShopFiller(files: folder.files, seed: 1).fill(7)
        let report = try report()
        #expect(try found().isEmpty)
        #expect(report.orders == 7 && report.confirmed == 7 && report.inFlight == 0)
        // More can be added to what is there.
        try await ShopFiller(files: folder.files, seed: 2).fill(3)
        #expect(try found().isEmpty)
        #expect(try self.report().confirmed == 10)
    }

    @Test func aFolderWithoutStoresIsNoShop() {
        #expect(throws: VerifyReport.NoShop.self) { try VerifyReport.read(folder.files) }
    }

    @Test func aStoreThatIsGoneIsFound() async throws {
        try await ShopFiller(files: folder.files, seed: 1).fill(1)
        try FileManager.default.removeItem(atPath: folder.files.store(of: .shipping))
        let found = try found()
        #expect(found.map(\.rule).contains(.storeDamaged) && found.map(\.rule).contains(.shipmentMissing))
        #expect(found.contains { $0.place == "shipping.sqlite" })
    }

    @Test(
        arguments: [
            (
                ShopTopology.Service.inventory, "UPDATE stock SET available = available - 1 WHERE sku = 'fuse-10a'",
                [Violation.Rule.stockDiffers, .readModelDiffers, .readModelDiffers],
                "inventory.sqlite, product fuse-10a"
            ),
            (
                .inventory,
                "UPDATE events SET data = replace(data, '\"quantity\":', '\"quantity\":1') WHERE type = 'ItemsReserved'",
                [.reservationDiffers], "inventory.sqlite, order "
            ),
            (
                .payments,
                "UPDATE events SET data = replace(data, '\"amount\":', '\"amount\":1') WHERE type = 'PaymentCharged'",
                [.chargeDiffers, .moneyDiffers], "payments.sqlite, order "
            ),
            (
                .payments, "DELETE FROM events WHERE type = 'PaymentCharged'",
                [.chargeDiffers, .moneyDiffers, .shipmentWithoutPayment], "payments.sqlite, order "
            ),
            (
                .shipping, "DELETE FROM events WHERE type = 'ShipmentCreated'", [.shipmentMissing],
                "shipping.sqlite, order "
            ),
            (
                .orders, "DELETE FROM events WHERE type = 'SagaEnded'", [.sagaNotEnded], "orders.sqlite, order "
            ),
            (
                .orders, "DELETE FROM events WHERE type = 'OrderConfirmed'", [.orderAndSagaDisagree],
                "orders.sqlite, order "
            ),
            (
                .orders, "UPDATE orders SET total = total + 1",
                [.eventTwice], "orders.sqlite, projection orders"
            ),
            (.orders, "DELETE FROM orders", [.readModelDiffers], "orders.sqlite, projection orders"),
            (
                .orders,
                "INSERT INTO outbox (id, topic, key, payload, attempts, due) VALUES ('m', 't', 'k', x'', 0, 0)",
                [.outboxNotEmpty], "orders.sqlite, outbox"
            ),
            (
                .payments, "UPDATE payments SET refunded = 1", [.eventTwice], "payments.sqlite, projection payments"
            ),
        ] as [(ShopTopology.Service, String, [Violation.Rule], String)])
    func whatIsPlantedIsFoundByNameAndPlace(
        service: ShopTopology.Service, plant: String, rules: [Violation.Rule], place: String
    ) async throws {
        try await ShopFiller(files: folder.files, seed: 1).fill(1)
        try change(service, plant)
        let found = try found()
        for rule in rules { #expect(found.contains { $0.rule == rule }, "\(rule) is not in \(found)") }
        #expect(found.contains { $0.rule == rules[0] && $0.place.hasPrefix(place) }, "\(place) is not in \(found)")
    }

    @Test func effectsOfAnOrderThatDoesNotExistAreFound() async throws {
        try await ShopFiller(files: folder.files, seed: 1).fill(1)
        let store = try SQLiteEventStore(path: folder.files.store(of: .payments))
        _ = try await store.append(
            Append(
                to: StreamID(category: "payment", id: "order-none-1"), expecting: 0,
                [
                    try NewEvent(
                        PaymentAggregate.Fact.paymentCharged(
                            key: "k", orderId: "order-none-1", userId: "u", amount: 5, method: "card", paymentId: "p"))
                ]))
        let found = try found()
        #expect(found.map(\.rule) == [.effectWithoutOrder])
        #expect(found.map(\.place) == ["payments.sqlite, order order-none-1"])
    }
}
