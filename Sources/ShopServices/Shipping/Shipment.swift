/// A parcel on its way.
struct Shipment: Codable, Sendable, Equatable {
    let shipmentId: String
    let carrier: String
}

/// What orders sends to have an order shipped.
struct ShipmentRequest: Codable, Sendable {
    let orderId: String
    let userId: String
    /// Pieces in all.
    let pieces: Int
}
