/// Charged − refunded = total of the confirmed orders; and each order by itself, so that two wrongs make no right.
func chargeViolations(_ facts: ShopFacts) -> [Violation] {
    let standing = facts.charges.standingByOrder()
    var found: [Violation] = []
    var kept = 0
    var due = 0
    for order in facts.orders where !order.isInHands && !order.isInFlight {
        let charges = standing[order.id] ?? []
        let place = "payments.sqlite, order \(order.id)"
        kept += charges.reduce(0, +)
        if order.isConfirmed {
            due += order.total
            if charges != [order.total] {
                found.append(
                    Violation(.chargeDiffers, at: place, "kept \(charges) cents, the order's total is \(order.total)"))
            }
        } else if order.isCompensated, !charges.isEmpty {
            found.append(
                Violation(.chargeNotRefunded, at: place, "the order was undone, but \(charges) cents are kept"))
        }
    }
    if kept != due {
        found.append(
            Violation(
                .moneyDiffers, at: "payments.sqlite",
                "charged less refunded is \(kept) cents; the confirmed orders' total is \(due)"))
    }
    return found
}
