import Sagas

/// What the stores of the shop say, side by side. Amounts are in cents.
struct ShopFacts: Sendable, Equatable {
    /// An order as its events tell it.
    struct Order: Sendable, Equatable {
        /// How far an order has come.
        enum Status: String, Sendable {
            case pending, confirmed, cancelled
            case needsAttention = "needs_attention"
        }

        var id: String
        var status: Status
        var total: Int
        /// Pieces by product.
        var items: [String: Int]
        /// `nil` when no saga was started for it.
        var saga: SagaStatus?
        /// Whether its items, payment or shipment could not be undone, or a person has touched the saga: then nobody
        /// knows by rule what it must have left behind.
        var isInHands = false
    }

    /// A product on inventory's shelves.
    struct Stock: Sendable, Equatable {
        var product: String
        /// Pieces that were there in the beginning, and that came since.
        var arrived: Int
        /// Pieces that orders hold.
        var reserved: Int
        /// Pieces that are offered.
        var available: Int
    }

    /// What a service did for an order: items reserved, money charged, a parcel sent.
    struct Effect<Value: Sendable & Equatable>: Sendable, Equatable {
        var orderID: String
        var value: Value
        /// It was not undone.
        var stands: Bool
    }

    /// A read model beside what its events make of it.
    struct ReadModel: Sendable, Equatable {
        /// The file and the projection.
        var place: String
        /// Rows that should be there and are not, rows that are there and should not be; in words, the first few.
        var differences: [String]
        /// Events that have left more than one mark; in words.
        var repeated: [String]
    }

    /// A store's messages that have not been sent.
    struct Outbox: Sendable, Equatable {
        var place: String
        var waiting: Int
    }

    var orders: [Order] = []
    var stock: [Stock] = []
    /// Pieces by product.
    var reservations: [Effect<[String: Int]>] = []
    var charges: [Effect<Int>] = []
    var shipments: [Effect<Bool>] = []
    var readModels: [ReadModel] = []
    var outboxes: [Outbox] = []
    /// Stores that cannot be read as they should be.
    var damage: [Violation] = []
    /// Orders that were placed while the stores were read: what was done for them is nobody's fault.
    var newOrders: Set<String> = []
    /// Whether customers still come: then orders may be under way.
    var isUnderLoad = false
}

extension ShopFacts.Order {
    /// Whether the order is done with, or waits for a person.
    var isInFlight: Bool {
        guard let saga else { return true }
        return !saga.isFinal && saga != .needsAttention
    }

    /// All of it was done.
    var isConfirmed: Bool { saga == .completed }
    /// All of it was undone.
    var isCompensated: Bool { saga == .compensated }
}
