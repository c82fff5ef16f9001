import EventSourcing
import Sagas

/// The parcel of one order: made, called back, or never to be made.
struct ShipmentAggregate: Aggregate {
    enum Command: Sendable {
        case create(ShipmentRequest, carrier: String, key: String)
        case cancel(key: String)
    }

    enum Fact: DomainEvent, Codable, Equatable {
        case shipmentCreated(
            key: String, orderId: String, userId: String, pieces: Int, carrier: String, shipmentId: String)
        case shipmentCancelled(key: String, orderId: String, shipmentId: String)
        /// Somebody called back what was never sent: from now on it cannot be sent.
        case shipmentBarred(key: String, orderId: String)
    }

    /// Why a shipment is refused.
    enum Refusal: Error, Equatable {
        /// It was called back before it came.
        case tooLate
        /// The order was shipped under another key, or with this key for something else.
        case otherShipment
    }

    static let category = "shipment"

    private let orderID: String
    private(set) var receipts = StepReceipts()
    private(set) var made: ShipmentRequest?
    private(set) var carrier = ""
    private(set) var shipmentID = ""

    init(id: String) { orderID = id }

    func decide(_ command: Command) throws -> [Fact] {
        switch command {
        case .create(let request, let carrier, let key):
            switch receipts.decision(onStep: key) {
            case .refuse: throw Refusal.tooLate
            case .repeatAnswer:
                guard made == request else { throw Refusal.otherShipment }
                return []
            case .perform:
                guard made == nil else { throw Refusal.otherShipment }
                return [
                    .shipmentCreated(
                        key: key, orderId: request.orderId, userId: request.userId, pieces: request.pieces,
                        carrier: carrier, shipmentId: "ship-\(request.orderId)")
                ]
            }
        case .cancel(let key):
            switch receipts.decision(onCompensation: key) {
            case .isUndone: return []
            case .nothingToUndo: return [.shipmentBarred(key: key, orderId: orderID)]
            case .undo: return [.shipmentCancelled(key: key, orderId: orderID, shipmentId: shipmentID)]
            }
        }
    }

    mutating func apply(_ fact: Fact) {
        switch fact {
        case .shipmentCreated(let key, let orderID, let userID, let pieces, let carrier, let shipmentID):
            receipts.done(key, answer: shipmentID)
            made = ShipmentRequest(orderId: orderID, userId: userID, pieces: pieces)
            (self.carrier, self.shipmentID) = (carrier, shipmentID)
        case .shipmentCancelled(let key, _, _), .shipmentBarred(let key, _):
            receipts.undone(key)
        }
    }
}
