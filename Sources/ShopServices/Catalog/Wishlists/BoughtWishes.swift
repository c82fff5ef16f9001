import EventSourcing

/// Takes off wishlists what was bought: a consumer of orders' events on the bus.
struct BoughtWishes: Sendable {
    /// The group's name on the bus.
    static let group = "wishlists"
    /// What the group wants of orders' events.
    static let topics: [Topic] = ["OrderConfirmed"]

    /// The order was confirmed, but the read model of bought orders is not that far yet: to be tried again.
    struct OrderNotKnownYet: Error, CustomStringConvertible {
        let orderID: String
        var description: String { "the items of \(orderID) are not known yet" }
    }

    let wishlists: Repository<WishlistAggregate>
    let queries: CatalogQueries

    /// It writes only its own events, each once: it may be replayed to.
    /// - Parameter reception: shows in traces what is taken in.
    func subscription(told reception: EventReception) -> Subscription {
        Subscription(group: Self.group, topics: Self.topics, effects: .none) { event, _ in
            let start = ContinuousClock.now
            try await take(event)
            reception.received([event], took: start.duration(to: .now))
        }
    }

    func take(_ event: Event) async throws {
        guard let (orderID, news) = try OrderNews.read(event), news == .confirmed else { return }
        guard let order = try await queries.getConfirmedOrder(orderID) else {
            throw OrderNotKnownYet(orderID: orderID)
        }
        try await wishlists.tell(
            order.userID, .drop(order.skus, .bought), commandID: "bought/\(event.id)",
            metadata: .caused(by: event, actor: Self.group))
    }
}
