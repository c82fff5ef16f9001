/// Money that was taken for an order.
struct Payment: Codable, Sendable, Equatable {
    let paymentId: String
    /// In cents.
    let amount: Int
}

/// What orders sends to take money.
struct PaymentRequest: Codable, Sendable {
    let orderId: String
    let userId: String
    /// In cents.
    let amount: Int
    let method: String
}
