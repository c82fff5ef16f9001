/// Pieces that are kept back for an order.
struct Reservation: Codable, Sendable, Equatable {
    struct Line: Codable, Sendable, Equatable {
        let sku: String
        let quantity: Int
    }

    let reservationId: String
    let lines: [Line]
}

/// What orders sends to reserve.
struct ReservationRequest: Codable, Sendable {
    let orderId: String
    let items: [Reservation.Line]
}
