import EventSourcing

/// What can happen to a wishlist.
enum WishlistFact: DomainEvent, Codable, Equatable {
    enum Reason: String, Codable, Sendable {
        /// The user has changed their mind.
        case removed
        /// The user has bought it.
        case bought
    }

    case productWished(sku: String)
    case wishDropped(sku: String, reason: Reason)
}

/// What one user would like to have.
struct WishlistAggregate: Aggregate, Equatable {
    enum Command: Sendable, Equatable {
        case wish(String)
        case drop([String], WishlistFact.Reason)
    }

    /// Why a command is refused.
    enum Refusal: Error, Equatable {
        case isFull
    }

    static let category = "wishlist"
    /// Products on a wishlist, at most.
    static let limit = 100

    private(set) var products: Set<String> = []

    init(id: String) {}

    func decide(_ command: Command) throws(Refusal) -> [WishlistFact] {
        switch command {
        case .wish(let sku):
            guard !products.contains(sku) else { return [] }
            guard products.count < Self.limit else { throw .isFull }
            return [.productWished(sku: sku)]
        case .drop(let skus, let reason):
            return products.intersection(skus).sorted().map { .wishDropped(sku: $0, reason: reason) }
        }
    }

    mutating func apply(_ fact: WishlistFact) {
        switch fact {
        case .productWished(let sku): products.insert(sku)
        case .wishDropped(let sku, _): products.remove(sku)
        }
    }
}
