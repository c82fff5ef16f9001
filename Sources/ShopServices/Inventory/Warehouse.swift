import EventSourcing

/// How many pieces there are of each product. Decides; waits for nothing.
///
/// Which orders hold pieces is not part of it: that would grow for ever. The identities of its events tell it, by key.
struct Warehouse: Aggregate, Codable, Equatable {
    enum Fact: DomainEvent, Codable, Equatable {
        /// Pieces came: those of the first day, and deliveries.
        case stockArrived(sku: String, quantity: Int)
        case itemsReserved(key: String, orderId: String, lines: [Reservation.Line])
        case itemsReleased(key: String, orderId: String, lines: [Reservation.Line])
        /// Somebody released what was never reserved: from now on it cannot be reserved.
        case reservationBarred(key: String, orderId: String)
    }

    struct Level: Codable, Sendable, Equatable {
        /// All pieces that ever came.
        var arrived = 0
        /// Pieces that nobody holds.
        var available = 0
    }

    static let category = "warehouse"
    /// There is one.
    static let id = "main"
    /// A product of which less than this share of the first day's stock is left is ordered again.
    static let reorderBelow = 0.1

    private(set) var levels: [String: Level] = [:]

    init(id: String) {}

    /// Every change is decided by ``WarehouseKeeper``, which knows the keys.
    func decide(_ command: Fact) -> [Fact] { [command] }

    mutating func apply(_ fact: Fact) {
        switch fact {
        case .stockArrived(let sku, let quantity):
            levels[sku, default: Level()].arrived += quantity
            levels[sku, default: Level()].available += quantity
        case .itemsReserved(_, _, let lines):
            for line in lines { levels[line.sku, default: Level()].available -= line.quantity }
        case .itemsReleased(_, _, let lines):
            for line in lines { levels[line.sku, default: Level()].available += line.quantity }
        case .reservationBarred: break
        }
    }

    /// The first product of which there are too few for all lines together; `nil`: there are enough.
    func shortage(for lines: [Reservation.Line]) -> String? {
        lines.reduce(into: [String: Int]()) { $0[$1.sku, default: 0] += $1.quantity }
            .sorted { $0.key < $1.key }.first { levels[$0.key]?.available ?? 0 < $0.value }?.key
    }

    /// What is to be ordered, so that a shop that runs for days does not sell out: what fills low shelves up again.
    func deliveries(_ products: [Product] = Product.all) -> [Fact] {
        products.compactMap { product in
            let left = levels[product.sku]?.available ?? 0
            guard Double(left) < Double(product.stock) * Self.reorderBelow else { return nil }
            return .stockArrived(sku: product.sku, quantity: product.stock - left)
        }
    }
}
