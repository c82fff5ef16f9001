/// Where shipping keeps its state. In memory here; a durable one takes its place without the routes noticing.
protocol ShipmentStore: Sendable {
    /// - Returns: `nil` when the shipment was cancelled before it was made.
    func create(_ request: ShipmentRequest, carrier: String) async throws -> Shipment?
    func cancel(_ orderID: String) async throws -> EffectLedger<Shipment>.Compensation
    /// The least that proves that the store answers.
    func ping() async throws
}

/// Shipping's state in memory.
actor MemoryShipmentStore: ShipmentStore {
    private var ledger = EffectLedger<Shipment>()

    func create(_ request: ShipmentRequest, carrier: String) -> Shipment? {
        switch ledger.forward(request.orderId) {
        case .alreadyDone(let shipment): return shipment
        case .refusedAfterCompensation: return nil
        case .new:
            let shipment = Shipment(shipmentId: "ship-\(request.orderId)", carrier: carrier)
            ledger.record(shipment, for: request.orderId)
            return shipment
        }
    }

    func cancel(_ orderID: String) -> EffectLedger<Shipment>.Compensation { ledger.compensate(orderID) }
    func ping() {}
}
