import EventSourcing
import Hummingbird
import Resilience

/// Catalog's HTTP: products, recommendations, wishlists.
struct CatalogRoutes: Sendable {
    let wishlists: Repository<WishlistAggregate>
    let queries: CatalogQueries
    /// What is written counts as a call of the normal tier.
    let bulkhead: Bulkhead<ContinuousClock>
    /// What the events of a request say about their origin.
    let metadata: @Sendable () -> EventMetadata

    private struct Items: Encodable {
        let items: [ProductView]
    }

    /// A wishlist after a command.
    private struct Wishlist: Encodable {
        let userId: String
        let products: [String]
        let version: Int

        init(_ wishlist: Tracked<WishlistAggregate>) {
            userId = wishlist.id
            products = wishlist.state.products.sorted()
            version = wishlist.version
        }
    }

    func add(to router: some RouterMethods<ShopRequestContext>) {
        router.get("/products") { _, _ in
            try JSONAnswer.response(status: 200, body: Items(items: try await queries.getProducts()))
        }
        router.get("/products/{sku}") { _, context in
            try JSONAnswer.response(status: 200, body: try await product(context))
        }
        router.get("/recommendations/{user}") { request, context in
            let limit = try QueryNumber.read("limit", request) ?? 10
            let items = try await queries.getRecommendations(try FieldChecks.pathID(context, "user"), limit: limit)
            return try JSONAnswer.response(status: 200, body: Items(items: items))
        }
        router.get("/wishlists/{user}") { _, context in
            let items = try await queries.getWishlist(try FieldChecks.pathID(context, "user"))
            return try JSONAnswer.response(status: 200, body: Items(items: items))
        }
        router.put("/wishlists/{user}/{sku}") { _, context in
            try await tell(try FieldChecks.pathID(context, "user"), .wish(try await product(context).id))
        }
        router.delete("/wishlists/{user}/{sku}") { _, context in
            try await tell(try FieldChecks.pathID(context, "user"), .drop([try await product(context).id], .removed))
        }
    }

    private func tell(_ user: String, _ command: WishlistAggregate.Command) async throws -> Response {
        do {
            let wishlist = try await bulkhead.execute(.normal) {
                try await wishlists.tell(user, command, metadata: metadata())
            }
            return try JSONAnswer.response(status: 200, body: Wishlist(wishlist))
        } catch WishlistAggregate.Refusal.isFull {
            throw ProblemDocument(
                409, code: "wishlist_full", title: "Wishlist full",
                detail: "There are \(WishlistAggregate.limit) products on the wishlist, and no more may be")
        } catch EventStoreError.conflict(let conflict) {
            throw ProblemDocument(
                409, code: AppendConflict.code, title: "Version conflict",
                detail: "Too many changes at a time: \(conflict)")
        }
    }

    private func product(_ context: ShopRequestContext) async throws -> ProductView {
        let sku = try context.parameters.require("sku")
        guard let product = try await queries.getProduct(sku) else {
            throw ProblemDocument(
                404, code: "unknown_product", title: "Unknown product",
                detail: "There is no product \(sku.prefix(64))")
        }
        return product
    }
}
