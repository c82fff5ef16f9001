/// Pieces that are kept back for an order.
struct Reservation: Codable, Sendable, Equatable {
    struct Line: Codable, Sendable, Equatable {
        let sku: String
        let quantity: Int
    }

    let reservationId: String
    let lines: [Line]
    /// Whether they were kept back before, and this only repeats the answer.
    var duplicate = false
}

/// What orders sends to reserve.
struct ReservationRequest: Codable, Sendable, Equatable {
    let orderId: String
    let items: [Reservation.Line]

    /// - Throws: ``ProblemDocument`` with everything that is wrong.
    func check() throws(ProblemDocument) {
        var checks = FieldChecks()
        checks.id(orderId, at: "/orderId")
        checks.number(items.count, in: 1...OrderValidation.itemLimit, at: "/items")
        for (index, item) in items.prefix(OrderValidation.itemLimit).enumerated() {
            if Product.named(item.sku) == nil {
                checks.add("/items/\(index)/sku", "is not a product of this shop")
            }
            checks.number(
                item.quantity, in: 1...OrderValidation.quantityLimit, at: "/items/\(index)/quantity")
        }
        try checks.finish("The reservation is not valid")
    }
}
