import Sagas

/// An order ends as its saga does, and every saga ends once nobody orders any more.
func sagaViolations(_ facts: ShopFacts) -> [Violation] {
    facts.orders.compactMap { order in
        let place = "orders.sqlite, order \(order.id)"
        if order.isInFlight {
            guard !facts.isUnderLoad else { return nil }
            let saga = order.saga.map { "its saga is \($0.rawValue)" } ?? "no saga was started for it"
            return Violation(.sagaNotEnded, at: place, "\(saga), and no load is left")
        }
        guard !order.isInHands else { return nil }
        let expected: ShopFacts.Order.Status =
            switch order.saga {
            case .completed: .confirmed
            case .needsAttention: .needsAttention
            default: .cancelled
            }
        // The order learns of its saga's end by an event, a moment later.
        if order.status == expected || (facts.isUnderLoad && order.status == .pending) { return nil }
        return Violation(
            .orderAndSagaDisagree, at: place,
            "the order is \(order.status.rawValue), its saga \(order.saga?.rawValue ?? "unknown")")
    }
}

/// Nothing was reserved, charged or sent for an order that nobody has placed.
func orphanedEffects(_ facts: ShopFacts) -> [Violation] {
    let known = facts.newOrders.union(facts.orders.map(\.id))
    func orphans(_ file: String, _ ids: [String], _ what: String) -> [Violation] {
        Set(ids).subtracting(known).sorted().map {
            Violation(.effectWithoutOrder, at: "\(file), order \($0)", "\(what) for an order that does not exist")
        }
    }
    return orphans("inventory.sqlite", facts.reservations.filter(\.stands).map(\.orderID), "items are reserved")
        + orphans("payments.sqlite", facts.charges.filter(\.stands).map(\.orderID), "money is kept")
        + orphans("shipping.sqlite", facts.shipments.filter(\.stands).map(\.orderID), "something is sent")
}
