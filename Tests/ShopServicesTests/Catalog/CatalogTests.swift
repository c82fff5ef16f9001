import EventSourcing
import Foundation
import Testing

@testable import ShopServices

/// Products, wishlists and recommendations.
struct CatalogTests {
    let file: StoreOfTest
    let orders: StoreOfTest
    var wishlists: Repository<WishlistAggregate> { Repository(store: file.store) }
    var queries: CatalogQueries { CatalogQueries(database: file) }
    var news: StoreEventSource { StoreEventSource(orders.store, name: "orders") }

    init() async throws {
        file = try StoreOfTest()
        orders = try StoreOfTest()
        try await ProductSeed().plant(file.store)
        try await file.catchUp(CatalogProjection())
    }

    private func buy(_ order: String, _ user: String, _ skus: [String]) async throws {
        try await orders.place(order, user: user, skus.map { ($0, 1, 100) })
        try await orders.order(order, "OrderConfirmed")
    }

    @Test func aFreshShopHasACatalogueWithPicturesAndPlantsItOnce() async throws {
        let products = try await queries.getProducts()
        #expect(products.map(\.id) == Product.all.map(\.sku))
        #expect(products.allSatisfy { !$0.images.isEmpty && $0.price > 0 })
        let head = try await file.store.head()
        try await ProductSeed().plant(file.store)
        #expect(try await file.store.head() == head)
    }

    @Test func wishesAreKeptOnceAndTheNewestIsFirst() async throws {
        try await wishlists.tell("ada", .wish("fuse-10a"))
        try await wishlists.tell("ada", .wish("rcd-40"))
        try await wishlists.tell("ada", .wish("fuse-10a"))
        try await wishlists.tell("eve", .wish("box-36"))
        try await wishlists.tell("ada", .drop(["box-36"], .removed))
        try await file.catchUp(CatalogProjection())
        #expect(try await queries.getWishlist("ada").map(\.id) == ["rcd-40", "fuse-10a"])
        #expect(try await queries.getWishlist("nobody").isEmpty)
        #expect(try await file.isAsRebuilt(CatalogProjection()))
    }

    @Test func aWishlistHasALimit() throws {
        var wishlist = WishlistAggregate(id: "ada")
        for number in 0..<WishlistAggregate.limit { wishlist.apply(.productWished(sku: "\(number)")) }
        #expect(throws: WishlistAggregate.Refusal.isFull) { try wishlist.decide(.wish("one more")) }
        #expect(try wishlist.decide(.wish("7")).isEmpty)
    }

    @Test func whatOthersBoughtTogetherWithMineIsRecommendedFirstAndWhatIHaveLast() async throws {
        try await buy("1", "eve", ["fuse-10a", "box-36"])
        try await buy("2", "bob", ["fuse-10a", "box-36", "socket-double"])
        try await buy("3", "dan", ["cable-3x15"])
        try await buy("4", "ada", ["fuse-10a"])
        try await orders.place("5", user: "ada", [("rcd-40", 1, 1), ("fuse-16a", 1, 1)])
        try await orders.order("5", "OrderCancelled")
        try await file.catchUp(RecommendationProjection(), from: news)
        let all = try await queries.getRecommendations("ada", limit: 50).map(\.id)
        #expect(all.count == Product.all.count)
        #expect(Array(all.prefix(2)) == ["box-36", "socket-double"])
        #expect(all.last == "fuse-10a")
        #expect(try await queries.getRecommendations("ada", limit: 3).count == 3)
        #expect(try await queries.getRecommendations("stranger", limit: 10).count == 10)
        #expect(try await file.isAsRebuilt(RecommendationProjection(), from: news))
    }

    @Test func withoutAnyOrderTheCatalogueIsRecommended() async throws {
        #expect(
            try await queries.getRecommendations("ada", limit: 3).map(\.id) == Product.all.prefix(3).map(\.sku))
    }

    @Test func whatWasBoughtIsTakenOffTheWishlistOnceItIsKnownAndOnlyOnce() async throws {
        try await wishlists.tell("ada", .wish("fuse-10a"))
        try await wishlists.tell("ada", .wish("rcd-40"))
        try await buy("1", "ada", ["fuse-10a", "box-36"])
        let consumer = BoughtWishes(wishlists: wishlists, queries: queries)
        let confirmed = try #require(try await orders.store.allEvents(of: "order-1").last)
        await #expect(throws: BoughtWishes.OrderNotKnownYet.self) { try await consumer.take(confirmed) }
        try await file.catchUp(RecommendationProjection(), from: news)
        try await consumer.take(confirmed)
        #expect(try await wishlists.load("ada").state.products == ["rcd-40"])
        // Wished again, and the event delivered again: the wish stays.
        try await wishlists.tell("ada", .wish("fuse-10a"))
        try await consumer.take(confirmed)
        #expect(try await wishlists.load("ada").state.products == ["rcd-40", "fuse-10a"])
    }
}
