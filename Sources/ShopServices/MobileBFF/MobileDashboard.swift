/// What a phone shows: little, and only what fits.
struct MobileDashboard: Codable, Sendable, Equatable {
    struct User: Codable, Sendable, Equatable {
        let name: String
        let avatar: String
    }

    struct Order: Codable, Sendable, Equatable {
        let id: String
        let status: String
        /// In cents.
        let total: Int
    }

    struct Recommendation: Codable, Sendable, Equatable {
        let id: String
        let name: String
        /// In cents.
        let price: Int
        /// A URL; missing when the product has no picture.
        let image: String?
    }

    static let orderLimit = 5
    static let recommendationLimit = 10

    /// Parts that could not be had are missing, and told in `missing`.
    let user: User?
    let recentOrders: [Order]?
    let recommendations: [Recommendation]?
    let missing: [MissingPart]
}

/// Where a phone's dashboard comes from.
struct MobileSources: Sendable {
    let user: DashboardSource<MobileDashboard.User>
    let recentOrders: DashboardSource<[MobileDashboard.Order]>
    let recommendations: DashboardSource<[MobileDashboard.Recommendation]>

    /// - Throws: ``ProblemDocument`` for an unknown user, or if nothing can be had.
    func dashboard(for userID: String, _ call: DashboardCall) async throws -> MobileDashboard {
        async let user = call.ask(user, for: userID)
        async let orders = call.ask(recentOrders, for: userID)
        async let products = call.ask(recommendations, for: userID)
        let (who, what, maybe) = (try await user, try await orders, try await products)
        let missing = [who.missing, what.missing, maybe.missing].compactMap { $0 }
        guard missing.count < 3 else { throw DashboardCall.nothing(missing) }
        return MobileDashboard(
            user: who.value, recentOrders: what.value.map { Array($0.prefix(MobileDashboard.orderLimit)) },
            recommendations: maybe.value.map { Array($0.prefix(MobileDashboard.recommendationLimit)) },
            missing: missing)
    }
}
