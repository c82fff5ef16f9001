/// Nothing is sent unpaid; confirmed orders are sent once, those that were undone are not.
func shipmentViolations(_ facts: ShopFacts) -> [Violation] {
    let paid = Set(facts.charges.filter(\.stands).map(\.orderID))
    let sent = facts.shipments.standingByOrder()
    let orders = Dictionary(facts.orders.map { ($0.id, $0) }) { first, _ in first }
    var found: [Violation] = []
    for (id, shipments) in sent.sorted(by: { $0.key < $1.key }) {
        let place = "shipping.sqlite, order \(id)"
        let order = orders[id]
        // Payments are read before shipments, so a shipment that is seen was paid before, if ever; but a refund may have
        // come in between when the order is being undone.
        let isMoving = order.map { $0.isInFlight || $0.isInHands } ?? facts.newOrders.contains(id)
        if !paid.contains(id), !isMoving {
            found.append(Violation(.shipmentWithoutPayment, at: place, "it is sent, and nobody has paid for it"))
        }
        if let order, order.isCompensated, !order.isInHands {
            found.append(
                Violation(.shipmentNotCancelled, at: place, "the order was undone, but \(shipments.count) are sent"))
        }
    }
    for order in facts.orders where order.isConfirmed && !order.isInHands {
        let count = sent[order.id]?.count ?? 0
        if count != 1 {
            found.append(
                Violation(
                    .shipmentMissing, at: "shipping.sqlite, order \(order.id)", "\(count) are sent, it should be one"))
        }
    }
    return found
}
