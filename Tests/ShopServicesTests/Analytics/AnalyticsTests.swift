import EventSourcing
import Foundation
import Testing

@testable import ShopServices

/// Metrics from two publishers' events, each event counted once.
struct AnalyticsTests {
    let file: StoreOfTest
    let orders: StoreOfTest
    let users: StoreOfTest
    var queries: AnalyticsQueries { AnalyticsQueries(database: file) }
    var orderNews: StoreEventSource { StoreEventSource(orders.store, name: "orders") }
    var userNews: StoreEventSource { StoreEventSource(users.store, name: "users") }

    init() throws {
        (file, orders, users) = (try StoreOfTest(), try StoreOfTest(), try StoreOfTest())
    }

    @Test func aUsersOrdersAndChangesAreCounted() async throws {
        let commands = UserCommands(store: users.store)
        try await commands.tell("ada", .create(name: "Ada", email: "ada@example.com", avatar: "https://a"))
        try await commands.tell("ada", .updateEmail("a@example.com"))
        try await orders.place("1", user: "ada", [("fuse-10a", 2, 249), ("box-36", 1, 7_900)])
        try await orders.order("1", "OrderConfirmed")
        try await orders.place("2", user: "ada", [("fuse-10a", 1, 249)])
        try await orders.order("2", "OrderCancelled")
        try await orders.place("3", user: "ada", [("fuse-10a", 1, 249)])
        try await orders.place("4", user: "eve", [("fuse-10a", 1, 249)])
        try await file.catchUp(OrderMetricsProjection(), from: orderNews)
        try await file.catchUp(UserMetricsProjection(), from: userNews)
        let ada = try await queries.getUserMetrics("ada")
        #expect(ada.orders == UserMetrics.Orders(placed: 3, confirmed: 1, cancelled: 1, pieces: 3))
        #expect(ada.spent == 8_398 && ada.averageOrder == 8_398 && ada.emailChanges == 1)
        #expect(ada.registeredAt != nil && ada.lastOrderAt != nil)
        let shop = try await queries.getShopMetrics()
        #expect(shop.users == 1 && shop.orders.placed == 4 && shop.revenue == 8_398)
        let nobody = try await queries.getUserMetrics("nobody")
        #expect(nobody.orders.placed == 0 && nobody.averageOrder == nil && nobody.registeredAt == nil)
    }

    @Test func anOrderEndsOnceWhateverIsSaidAboutItAfterwards() async throws {
        try await orders.place("1", user: "ada", [("fuse-10a", 1, 249)])
        for type in ["OrderConfirmed", "OrderConfirmed", "OrderCancelled", "OrderShinyNew"] {
            try await orders.order("1", type)
        }
        try await file.catchUp(OrderMetricsProjection(), from: orderNews)
        let ada = try await queries.getUserMetrics("ada")
        #expect(ada.orders == UserMetrics.Orders(placed: 1, confirmed: 1, cancelled: 0, pieces: 1))
    }

    @Test(arguments: 0..<10 as Range<UInt64>)
    func eachEventCountsOnceHoweverOftenItIsDelivered(seed: UInt64) async throws {
        var random = ShopServices.SeededGenerator(seed: seed)
        for number in 0..<40 {
            try await orders.place("\(number)", user: "u\(number % 3)", [("fuse-10a", 1 + number % 2, 100)])
            if number % 4 > 0 {
                try await orders.order("\(number)", number % 4 == 1 ? "OrderCancelled" : "OrderConfirmed")
            }
        }
        // Runners that are cut off at any point, and a publisher that hands out again what was taken already.
        for _ in 0..<30 {
            let source = CutSource(real: orderNews, allowed: Int.random(in: 0...3, using: &random))
            let runner = ProjectionRunner(
                OrderMetricsProjection(), from: source, into: file.store.database,
                batchSize: Int.random(in: 1...7, using: &random))
            try? await runner.catchUp()
        }
        try await file.catchUp(OrderMetricsProjection(), from: orderNews)
        #expect(
            try await queries.getShopMetrics().orders == .init(placed: 40, confirmed: 20, cancelled: 10, pieces: 30))
        #expect(try await file.isAsRebuilt(OrderMetricsProjection(), from: orderNews))
    }

    /// Fails after so many pages.
    private final class CutSource: EventSource {
        struct Cut: Error {}
        let real: any EventSource
        let left: Remaining
        var name: String { real.name }

        actor Remaining {
            var count: Int
            init(_ count: Int) { self.count = count }
            func take() throws {
                guard count > 0 else { throw Cut() }
                count -= 1
            }
        }

        init(real: any EventSource, allowed: Int) {
            self.real = real
            left = Remaining(allowed)
        }

        func page(
            after position: Int, matching filter: EventFilter, limit: Int, waitingUpTo patience: Duration
        ) async throws -> EventPage {
            try await left.take()
            return try await real.page(after: position, matching: filter, limit: limit, waitingUpTo: patience)
        }
    }
}
