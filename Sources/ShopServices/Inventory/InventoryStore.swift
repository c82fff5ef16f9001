/// Where inventory keeps its state. In memory here; a durable one takes its place without the routes noticing.
protocol InventoryStore: Sendable {
    func reserve(_ request: ReservationRequest) async throws -> Warehouse.Outcome
    func release(_ orderID: String) async throws -> EffectLedger<Reservation>.Compensation
    /// The products that came.
    func restock() async throws -> [String]
    /// The least that proves that the store answers.
    func ping() async throws
}

/// Inventory's state in memory.
actor MemoryInventoryStore: InventoryStore {
    private var warehouse = Warehouse()

    func reserve(_ request: ReservationRequest) -> Warehouse.Outcome { warehouse.reserve(request) }
    func release(_ orderID: String) -> EffectLedger<Reservation>.Compensation { warehouse.release(orderID) }
    func restock() -> [String] { warehouse.restock() }
    func ping() {}
}
