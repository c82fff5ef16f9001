/// Something that is not true across the shop's stores and should be.
public struct Violation: Codable, Sendable, Hashable, CustomStringConvertible {
    /// What kind of thing is wrong.
    public enum Rule: String, Codable, Sendable, CaseIterable {
        /// A file cannot be read, or its events have gaps.
        case storeDamaged = "store_damaged"
        /// What is on the shelf is not what came less what is reserved.
        case stockDiffers = "stock_differs"
        /// A confirmed order has not exactly its items reserved.
        case reservationDiffers = "reservation_differs"
        /// An order that was undone still holds items.
        case reservationNotReleased = "reservation_not_released"
        /// Of a confirmed order not exactly its total was kept.
        case chargeDiffers = "charge_differs"
        /// Money of an order that was undone was kept.
        case chargeNotRefunded = "charge_not_refunded"
        /// What was charged less what was refunded is not the total of the confirmed orders.
        case moneyDiffers = "money_differs"
        /// Something is sent that nobody has paid for.
        case shipmentWithoutPayment = "shipment_without_payment"
        /// A confirmed order is not sent.
        case shipmentMissing = "shipment_missing"
        /// Something is sent of an order that was undone.
        case shipmentNotCancelled = "shipment_not_cancelled"
        /// A service has done something for an order that does not exist.
        case effectWithoutOrder = "effect_without_order"
        /// The order and its saga tell different endings.
        case orderAndSagaDisagree = "order_and_saga_disagree"
        /// A saga, or an order without one, is under way although no load is left.
        case sagaNotEnded = "saga_not_ended"
        /// An event was counted twice in a read model.
        case eventTwice = "event_twice"
        /// A read model is not what its events make of it.
        case readModelDiffers = "read_model_differs"
        /// A message has not been sent although no load is left.
        case outboxNotEmpty = "outbox_not_empty"
    }

    public let rule: Rule
    /// The file, and what in it.
    public let place: String
    /// What was found, and what should be.
    public let detail: String

    public init(_ rule: Rule, at place: String, _ detail: String) {
        self.rule = rule
        self.place = place
        self.detail = detail
    }

    public var description: String { "\(rule.rawValue)  \(place): \(detail)" }
}
