/// What a customer has ordered.
struct Order: Codable, Sendable, Equatable {
    enum Status: String, Codable, Sendable, CaseIterable {
        /// Accepted, the saga is running.
        case pending
        case confirmed
        /// It could not be completed, and everything was undone.
        case cancelled
        /// It could not be completed, and something could not be undone either.
        case needsAttention = "needs_attention"
    }

    struct Item: Codable, Sendable, Equatable {
        let sku: String
        let quantity: Int
        /// Of one piece, in cents.
        let price: Int
    }

    let id: String
    let userID: String
    let items: [Item]
    let paymentMethod: String

    init(id: String, userID: String, items: [Item], paymentMethod: String) {
        self.id = id
        self.userID = userID
        self.items = items
        self.paymentMethod = paymentMethod
    }

    /// In cents.
    var total: Int { items.reduce(0) { $0 + $1.quantity * $1.price } }

    /// Whether `other` asks for the same thing.
    func asksForTheSame(as other: Order) -> Bool {
        userID == other.userID && items == other.items && paymentMethod == other.paymentMethod
    }
}

/// What the saga has brought about for an order.
struct OrderOutcome: Codable, Sendable, Equatable {
    var reservationId: String?
    var paymentId: String?
    var shipmentId: String?
}

/// An order as the API shows it.
struct OrderView: Codable, Sendable, Equatable {
    let id: String
    let status: Order.Status
    let userId: String
    let items: [Order.Item]
    /// In cents.
    let total: Int
    var reservationId: String?
    var paymentId: String?
    var shipmentId: String?
    /// Why it is neither pending nor confirmed.
    var reason: String?
    /// RFC 3339; `nil` just after the order was placed.
    var placedAt: String?
}
