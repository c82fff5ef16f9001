/// Money that was taken for an order, as the API shows it.
struct Payment: Codable, Sendable, Equatable {
    let paymentId: String
    /// In cents.
    let amount: Int
    /// Whether it was taken before, and this only repeats the answer.
    var duplicate = false
}

/// What orders sends to take money.
struct PaymentRequest: Codable, Sendable, Equatable {
    /// In cents: a million for one order is a mistake.
    static let amounts = 1...100_000_000

    let orderId: String
    let userId: String
    /// In cents.
    let amount: Int
    let method: String

    /// - Throws: ``ProblemDocument`` with everything that is wrong.
    func check() throws(ProblemDocument) {
        var checks = FieldChecks()
        checks.id(orderId, at: "/orderId")
        checks.id(userId, at: "/userId")
        checks.number(amount, in: Self.amounts, at: "/amount")
        if !OrderValidation.paymentMethods.contains(method) {
            checks.add("/method", "must be one of \(OrderValidation.paymentMethods.joined(separator: ", "))")
        }
        try checks.finish("The payment is not valid")
    }
}
