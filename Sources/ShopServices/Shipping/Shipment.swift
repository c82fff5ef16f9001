/// A parcel on its way, as the API shows it.
struct Shipment: Codable, Sendable, Equatable {
    let shipmentId: String
    let carrier: String
    /// Whether it was made before, and this only repeats the answer.
    var duplicate = false
}

/// What orders sends to have an order shipped.
struct ShipmentRequest: Codable, Sendable, Equatable {
    let orderId: String
    let userId: String
    /// Pieces in all.
    let pieces: Int

    /// - Throws: ``ProblemDocument`` with everything that is wrong.
    func check() throws(ProblemDocument) {
        var checks = FieldChecks()
        checks.id(orderId, at: "/orderId")
        checks.id(userId, at: "/userId")
        checks.number(
            pieces, in: 1...OrderValidation.itemLimit * OrderValidation.quantityLimit, at: "/pieces")
        try checks.finish("The shipment is not valid")
    }
}
