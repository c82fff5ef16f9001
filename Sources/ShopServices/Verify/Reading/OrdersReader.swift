import EventSourcing
import GRDB
import Sagas

/// Orders, and the sagas that carry them out, as their events tell them.
struct OrdersReader {
    private static let orderTypes: Set = ["OrderPlaced", "OrderConfirmed", "OrderCancelled", "OrderNeedsAttention"]
    private static let sagaTypes: Set = [
        "SagaStarted", "SagaCompensating", "SagaNeedsAttention", "SagaIntervened", "SagaEnded",
    ]

    func read(_ store: StoreMoment, into facts: inout ShopFacts) throws {
        var orders: [ShopFacts.Order] = []
        var places: [String: Int] = [:]
        try store.facts(OrderAggregate.Fact.self, named: Self.orderTypes) { fact, event in
            let id = event.stream.rawValue
            if case .orderPlaced(_, let items, let total, _) = fact {
                places[id] = orders.count
                let pieces = items.reduce(into: [String: Int]()) { $0[$1.sku, default: 0] += $1.quantity }
                orders.append(ShopFacts.Order(id: id, status: .pending, total: total, items: pieces, saga: nil))
            } else if let place = places[id] {
                orders[place].status = Self.status(after: fact)
            } else {
                throw Violation(.storeDamaged, at: "\(store.name), stream \(id)", "an order that was never placed")
            }
        }
        try store.facts(SagaFact.self, named: Self.sagaTypes) { fact, event in
            let id = String(event.stream.rawValue.dropFirst("saga-".count))
            guard let place = places[id] else {
                facts.damage.append(
                    Violation(
                        .effectWithoutOrder, at: "\(store.name), saga \(id)", "it is of an order that does not exist"))
                return
            }
            Self.apply(fact, to: &orders[place])
        }
        facts.orders = orders
    }

    /// The orders that were ever placed.
    static func placed(in db: Database) throws -> Set<String> {
        try String.fetchSet(
            db, sql: "SELECT s.name FROM events e JOIN streams s ON s.id = e.stream WHERE e.type = 'OrderPlaced'")
    }

    private static func status(after fact: OrderAggregate.Fact) -> ShopFacts.Order.Status {
        switch fact {
        case .orderPlaced: .pending
        case .orderConfirmed: .confirmed
        case .orderCancelled: .cancelled
        case .orderNeedsAttention: .needsAttention
        }
    }

    private static func apply(_ fact: SagaFact, to order: inout ShopFacts.Order) {
        switch fact {
        case .sagaStarted: order.saga = .running
        case .sagaCompensating: order.saga = .compensating
        case .sagaNeedsAttention:
            order.saga = .needsAttention
            order.isInHands = true
        case .sagaIntervened:
            order.saga = .running
            order.isInHands = true
        case .sagaEnded(let status): order.saga = status
        default: break
        }
    }
}
