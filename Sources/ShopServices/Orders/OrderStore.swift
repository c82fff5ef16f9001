import DequeModule

/// Where orders are kept. In memory here; a durable one takes its place without the routes noticing.
protocol OrderStore: Sendable {
    /// Keeps a new order, unless `key` names one already.
    /// - Returns: the order that the key named before, `nil` when `order` is new.
    func accept(_ order: Order, key: String?) async throws -> Order?
    /// Replaces an order by what became of it.
    func update(_ order: Order) async throws
    func order(_ id: String) async throws -> Order?
    /// The newest first.
    func recent(limit: Int) async throws -> [Order]
    /// The least that proves that the store answers.
    func ping() async throws
}

/// The newest orders in memory.
actor MemoryOrderStore: OrderStore {
    private var orders: [String: Order] = [:]
    private var idsByKey: [String: String] = [:]
    private var arrivals: Deque<(id: String, key: String?)> = []
    private let limit: Int

    /// - Parameter limit: orders that are kept; the oldest are forgotten first.
    init(limit: Int = 20_000) { self.limit = max(1, limit) }

    func accept(_ order: Order, key: String?) -> Order? {
        if let key, let id = idsByKey[key], let known = orders[id] { return known }
        orders[order.id] = order
        if let key { idsByKey[key] = order.id }
        arrivals.append((order.id, key))
        if arrivals.count > limit {
            let oldest = arrivals.removeFirst()
            orders[oldest.id] = nil
            if let key = oldest.key { idsByKey[key] = nil }
        }
        return nil
    }

    func update(_ order: Order) {
        guard orders[order.id] != nil else { return }
        orders[order.id] = order
    }

    func order(_ id: String) -> Order? { orders[id] }

    func recent(limit: Int) -> [Order] {
        arrivals.suffix(max(0, limit)).reversed().compactMap { orders[$0.id] }
    }

    func ping() {}
}
