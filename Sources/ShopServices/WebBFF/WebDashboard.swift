/// What a browser shows: everything.
struct WebDashboard: Codable, Sendable, Equatable {
    /// An order as orders tells it.
    struct Order: Codable, Sendable, Equatable {
        struct Item: Codable, Sendable, Equatable {
            let sku: String
            let quantity: Int
            /// Of one piece, in cents.
            let price: Int
        }

        let id: String
        let status: String
        /// In cents.
        let total: Int
        let items: [Item]
        /// RFC 3339; missing just after the order was placed.
        var placedAt: String?
    }

    /// With preferences. Parts that could not be had are missing, and told in `missing`.
    let user: UserView?
    /// The full history, the newest first.
    let orders: [Order]?
    /// The wishlist.
    let products: [ProductView]?
    let analytics: UserMetrics?
    let missing: [MissingPart]
}

/// Where a browser's dashboard comes from.
struct WebSources: Sendable {
    let user: DashboardSource<UserView>
    let orders: DashboardSource<[WebDashboard.Order]>
    let products: DashboardSource<[ProductView]>
    let analytics: DashboardSource<UserMetrics>

    /// - Throws: ``ProblemDocument`` for an unknown user, or if nothing can be had.
    func dashboard(for userID: String, _ call: DashboardCall) async throws -> WebDashboard {
        async let user = call.ask(user, for: userID)
        async let orders = call.ask(orders, for: userID)
        async let products = call.ask(products, for: userID)
        async let analytics = call.ask(analytics, for: userID)
        let (who, history, wishes, metrics) = (
            try await user, try await orders, try await products, try await analytics
        )
        let missing = [who.missing, history.missing, wishes.missing, metrics.missing].compactMap { $0 }
        guard missing.count < 4 else { throw DashboardCall.nothing(missing) }
        return WebDashboard(
            user: who.value, orders: history.value, products: wishes.value, analytics: metrics.value, missing: missing)
    }
}
