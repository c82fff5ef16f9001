import EventSourcing

/// What can happen to a product of the catalogue.
enum ProductFact: DomainEvent, Codable, Equatable {
    /// - Parameters:
    ///   - price: in cents.
    ///   - images: URLs, the one for lists first.
    case productListed(name: String, description: String, price: Int, images: [String])
}

/// A product of the catalogue.
struct ProductAggregate: Aggregate {
    static let category = "product"
    private(set) var isListed = false

    init(id: String) {}

    /// Lists the product; one that is listed stays as it is.
    func decide(_ command: ProductFact) -> [ProductFact] { isListed ? [] : [command] }

    mutating func apply(_ fact: ProductFact) { isListed = true }
}

/// The products that a fresh shop has.
struct ProductSeed: Sendable {
    let products = Product.all

    /// Lists those that are not there yet.
    func plant(_ store: any EventStore) async throws {
        let catalogue = Repository<ProductAggregate>(store: store)
        // One after the other: the order of the events is the order in which products are shown.
        for product in products {
            let images = (1...3).map { "https://images.shop.example/products/\(product.sku)-\($0).jpg" }
            try await catalogue.tell(
                product.sku,
                .productListed(
                    name: product.name, description: "\(product.name), from stock", price: product.price,
                    images: images),
                commandID: "seed/\(product.sku)", metadata: EventMetadata(actor: "seed"))
        }
    }
}
