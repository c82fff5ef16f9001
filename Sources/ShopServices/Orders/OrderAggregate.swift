import EventSourcing

/// An order, from the moment it is accepted to its end.
struct OrderAggregate: Aggregate {
    enum Command: Sendable {
        case place(Order)
        case confirm(OrderOutcome)
        /// Everything was undone.
        case cancel(reason: String)
        /// Something could not be undone.
        case needAttention(reason: String)
    }

    enum Fact: DomainEvent, Codable, Equatable {
        case orderPlaced(userId: String, items: [Order.Item], total: Int, paymentMethod: String)
        case orderConfirmed(outcome: OrderOutcome)
        case orderCancelled(reason: String)
        case orderNeedsAttention(reason: String)
    }

    /// Why a command is refused.
    enum Refusal: Error, Equatable {
        case unknownOrder
        case isCancelled
        case isConfirmed
    }

    static let category = "order"
    static var lane: Lane { .critical }

    let id: String
    private(set) var order: Order?
    private(set) var status = Order.Status.pending
    private(set) var outcome = OrderOutcome()
    private(set) var reason: String?

    init(id: String) { self.id = "\(Self.category)-\(id)" }

    /// What aggregates and streams are called by, of an order `order-7f3a`: `7f3a`.
    /// - Returns: `nil`: no order can be called so.
    static func key(of orderID: String) -> String? {
        guard orderID.hasPrefix("\(category)-"), FieldChecks.isID(orderID) else { return nil }
        return String(orderID.dropFirst(category.count + 1))
    }

    func decide(_ command: Command) throws -> [Fact] {
        if case .place(let order) = command {
            guard self.order == nil else { return [] }
            return [
                .orderPlaced(
                    userId: order.userID, items: order.items, total: order.total, paymentMethod: order.paymentMethod)
            ]
        }
        guard order != nil else { throw Refusal.unknownOrder }
        switch (command, status) {
        case (.place, _), (.confirm, .confirmed), (.cancel, .cancelled): return []
        case (.confirm, .cancelled): throw Refusal.isCancelled
        case (.cancel, .confirmed), (.needAttention, .confirmed): throw Refusal.isConfirmed
        case (.needAttention, .cancelled): throw Refusal.isCancelled
        case (.confirm(let outcome), _): return [.orderConfirmed(outcome: outcome)]
        case (.cancel(let reason), _): return [.orderCancelled(reason: reason)]
        case (.needAttention(let reason), _):
            return status == .needsAttention && self.reason == reason ? [] : [.orderNeedsAttention(reason: reason)]
        }
    }

    mutating func apply(_ fact: Fact) {
        switch fact {
        case .orderPlaced(let userID, let items, _, let method):
            order = Order(id: id, userID: userID, items: items, paymentMethod: method)
        case .orderConfirmed(let outcome):
            (status, self.outcome, reason) = (.confirmed, outcome, nil)
        case .orderCancelled(let reason):
            (status, self.reason) = (.cancelled, reason)
        case .orderNeedsAttention(let reason):
            (status, self.reason) = (.needsAttention, reason)
        }
    }

    /// `nil`: it was never placed.
    var view: OrderView? {
        order.map { order in
            OrderView(
                id: id, status: status, userId: order.userID, items: order.items, total: order.total,
                reservationId: outcome.reservationId, paymentId: outcome.paymentId, shipmentId: outcome.shipmentId,
                reason: reason)
        }
    }
}
