import EventSourcing
import Sagas

/// The money of one order: taken, given back, or never to be taken.
struct PaymentAggregate: Aggregate {
    enum Command: Sendable {
        case charge(PaymentRequest, key: String)
        case refund(key: String)
    }

    enum Fact: DomainEvent, Codable, Equatable {
        case paymentCharged(
            key: String, orderId: String, userId: String, amount: Int, method: String, paymentId: String)
        case paymentRefunded(key: String, orderId: String, amount: Int, paymentId: String)
        /// Somebody wanted a refund of what was never charged: from now on it cannot be charged.
        case paymentBarred(key: String, orderId: String)
    }

    /// Why a charge is refused.
    enum Refusal: Error, Equatable {
        /// It was refunded before it came.
        case tooLate
        /// The order has been paid for under another key, or with this key for something else.
        case otherPayment
    }

    static let category = "payment"

    private let orderID: String
    private(set) var receipts = StepReceipts()
    private(set) var charged: PaymentRequest?
    private(set) var paymentID = ""

    init(id: String) { orderID = id }

    func decide(_ command: Command) throws -> [Fact] {
        switch command {
        case .charge(let request, let key):
            switch receipts.decision(onStep: key) {
            case .refuse: throw Refusal.tooLate
            case .repeatAnswer:
                guard charged == request else { throw Refusal.otherPayment }
                return []
            case .perform:
                guard charged == nil else { throw Refusal.otherPayment }
                return [
                    .paymentCharged(
                        key: key, orderId: request.orderId, userId: request.userId, amount: request.amount,
                        method: request.method, paymentId: "pay-\(request.orderId)")
                ]
            }
        case .refund(let key):
            switch receipts.decision(onCompensation: key) {
            case .isUndone: return []
            case .nothingToUndo: return [.paymentBarred(key: key, orderId: orderID)]
            case .undo:
                return [
                    .paymentRefunded(
                        key: key, orderId: orderID, amount: charged?.amount ?? 0, paymentId: paymentID)
                ]
            }
        }
    }

    mutating func apply(_ fact: Fact) {
        switch fact {
        case .paymentCharged(let key, let orderID, let userID, let amount, let method, let paymentID):
            receipts.done(key, answer: paymentID)
            charged = PaymentRequest(orderId: orderID, userId: userID, amount: amount, method: method)
            self.paymentID = paymentID
        case .paymentRefunded(let key, _, _, _), .paymentBarred(let key, _):
            receipts.undone(key)
        }
    }
}
