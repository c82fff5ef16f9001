/// How many pieces there are of each product, and for whom they are kept back. Decides; waits for nothing.
struct Warehouse: Sendable {
    enum Outcome: Equatable, Sendable {
        case reserved(Reservation)
        /// The first product of which there are too few.
        case outOfStock(sku: String)
        case refusedAfterCompensation
    }

    private(set) var stock: [String: Int]
    private var ledger: EffectLedger<Reservation>

    init(products: [Product] = Product.all, memory: Int = 100_000) {
        stock = Dictionary(uniqueKeysWithValues: products.map { ($0.sku, $0.stock) })
        ledger = EffectLedger(limit: memory)
    }

    /// All lines or none.
    mutating func reserve(_ request: ReservationRequest) -> Outcome {
        switch ledger.forward(request.orderId) {
        case .alreadyDone(let reservation): return .reserved(reservation)
        case .refusedAfterCompensation: return .refusedAfterCompensation
        case .new: break
        }
        let wanted = request.items.reduce(into: [String: Int]()) { $0[$1.sku, default: 0] += $1.quantity }
        if let short = wanted.sorted(by: { $0.key < $1.key }).first(where: { stock[$0.key, default: 0] < $0.value }) {
            return .outOfStock(sku: short.key)
        }
        for (sku, quantity) in wanted { stock[sku, default: 0] -= quantity }
        let reservation = Reservation(reservationId: "res-\(request.orderId)", lines: request.items)
        ledger.record(reservation, for: request.orderId)
        return .reserved(reservation)
    }

    /// Puts the pieces back.
    mutating func release(_ orderID: String) -> EffectLedger<Reservation>.Compensation {
        let compensation = ledger.compensate(orderID)
        if case .undo(let reservation) = compensation {
            for line in reservation.lines { stock[line.sku, default: 0] += line.quantity }
        }
        return compensation
    }

    /// Fills up what has fallen under a tenth: a delivery, so that a shop that runs for days does not sell out.
    /// - Returns: the products that came.
    mutating func restock(_ products: [Product] = Product.all) -> [String] {
        let low = products.filter { stock[$0.sku, default: 0] < $0.stock / 10 }
        for product in low { stock[product.sku] = product.stock }
        return low.map(\.sku)
    }
}
