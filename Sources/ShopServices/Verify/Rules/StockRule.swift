/// Stock = what came − what is reserved; every product, at any time: one file tells it.
func stockViolations(_ facts: ShopFacts) -> [Violation] {
    facts.stock.compactMap { stock in
        let expected = stock.arrived - stock.reserved
        guard stock.available != expected else { return nil }
        return Violation(
            .stockDiffers, at: "inventory.sqlite, product \(stock.product)",
            "\(stock.available) pieces are offered; \(stock.arrived) came and \(stock.reserved) are reserved, so it should "
                + "be \(expected)")
    }
}

/// A confirmed order has exactly its items reserved, one that was undone has none.
func reservationViolations(_ facts: ShopFacts) -> [Violation] {
    let standing = facts.reservations.standingByOrder()
    return facts.orders.compactMap { order in
        guard !order.isInHands else { return nil }
        let place = "inventory.sqlite, order \(order.id)"
        let found = standing[order.id] ?? []
        if order.isConfirmed, found != [order.items] {
            return Violation(
                .reservationDiffers, at: place, "reserved \(found.map(words)), confirmed \(words(order.items))")
        }
        if order.isCompensated, !found.isEmpty {
            return Violation(.reservationNotReleased, at: place, "the order was undone, but holds \(found.map(words))")
        }
        return nil
    }
}

private func words(_ items: [String: Int]) -> String {
    items.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }.joined(separator: ", ")
}
