import EventSourcing

/// What payments took and gave back.
struct PaymentsReader {
    func read(_ store: StoreMoment, into facts: inout ShopFacts) throws {
        var charges = EffectsByOrder<Int>()
        try store.facts(PaymentAggregate.Fact.self, named: ["PaymentCharged", "PaymentRefunded"]) { fact, _ in
            switch fact {
            case .paymentCharged(_, let order, _, let amount, _, _): charges.happened(order, amount)
            case .paymentRefunded(_, let order, _, _): charges.undone(order)
            case .paymentBarred: break
            }
        }
        facts.charges = charges.all
    }
}

/// What shipping sent and called back.
struct ShippingReader {
    func read(_ store: StoreMoment, into facts: inout ShopFacts) throws {
        var shipments = EffectsByOrder<Bool>()
        try store.facts(ShipmentAggregate.Fact.self, named: ["ShipmentCreated", "ShipmentCancelled"]) { fact, _ in
            switch fact {
            case .shipmentCreated(_, let order, _, _, _, _): shipments.happened(order, true)
            case .shipmentCancelled(_, let order, _): shipments.undone(order)
            case .shipmentBarred: break
            }
        }
        facts.shipments = shipments.all
    }
}

/// Effects by order; each undoing takes back one of its order.
struct EffectsByOrder<Value: Sendable & Equatable> {
    private(set) var all: [ShopFacts.Effect<Value>] = []
    private var standing: [String: [Int]] = [:]

    mutating func happened(_ order: String, _ value: Value) {
        standing[order, default: []].append(all.count)
        all.append(ShopFacts.Effect(orderID: order, value: value, stands: true))
    }

    mutating func undone(_ order: String) {
        if let index = standing[order]?.popLast() { all[index].stands = false }
    }
}
