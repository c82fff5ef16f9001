import EventSourcing
import Foundation
import Sagas

/// Everything that one confirmed order has left in the stores, as the services write it when nothing goes wrong. Nobody
/// has traced it.
struct PastOrder: Sendable {
    /// Of the order and of its saga, in the order in which they are recorded.
    let orders: [Append]
    let reserved: (fact: Warehouse.Fact, event: NewEvent)
    let payment: Append
    let shipment: Append

    /// Identities that are drawn at random in the store of orders, for one order.
    static let randomIDs = 11

    /// - Parameters:
    ///   - place: the how manyth order it is, from 0.
    ///   - ids: for the events of orders; ``randomIDs`` for each order.
    ///   - otherIDs: for those of payments and shipping; one for each order.
    init(
        _ order: Order, at place: Int, ids: SpreadIDs, otherIDs: SpreadIDs, fate: Fate,
        using random: inout some RandomNumberGenerator
    ) throws {
        let origin = EventMetadata(correlation: order.id)
        let story = PastSaga(order)
        reserved = try story.reserved(origin)
        payment = Append(
            to: StreamID(category: PaymentAggregate.category, id: order.id), expecting: 0,
            [
                try NewEvent(
                    story.charged, id: EventID(rawValue: otherIDs.uuid(place, using: &random)), metadata: origin)
            ])
        shipment = Append(
            to: StreamID(category: ShipmentAggregate.category, id: order.id), expecting: 0,
            [
                try NewEvent(
                    story.sent(by: ShippingRoutes.carrier(for: order.id, fate)),
                    id: EventID(rawValue: otherIDs.uuid(place, using: &random)), metadata: origin)
            ])
        var drawn = place * Self.randomIDs
        func draw() -> String {
            defer { drawn += 1 }
            return ids.uuid(drawn, using: &random)
        }
        // The customer's idempotency key.
        let placing = EventID(command: OrderDesk.command(draw().uppercased()), index: 0)
        let saga = try story.facts().enumerated().map { index, fact in
            try NewEvent(
                fact,
                id: index == 0 ? EventID(command: "saga/\(order.id)/start", index: 0) : EventID(rawValue: draw()),
                metadata: origin)
        }
        orders = [
            Append(
                to: StreamID(rawValue: order.id), expecting: 0,
                [
                    try NewEvent(
                        story.placed, id: placing,
                        metadata: EventMetadata(correlation: order.id, actor: order.userID)),
                    try NewEvent(
                        story.confirmed, id: EventID(command: story.key(3), index: 0),
                        metadata: EventMetadata(correlation: order.id, causation: story.key(3))),
                ], lane: .critical),
            Append(to: StreamID(category: "saga", id: order.id), expecting: 0, saga),
        ]
    }
}
