import EventSourcing
import Foundation
import GRDB

/// What inventory keeps back for orders, and what is on its shelves.
struct InventoryReader {
    private static let types: Set = ["StockArrived", "ItemsReserved", "ItemsReleased"]

    func read(_ store: StoreMoment, into facts: inout ShopFacts) throws {
        // The shelves as people see them, which may be a few events behind.
        let (shelves, seen) = try shelves(store.database)
        var ledger: [String: (arrived: Int, reserved: Int)] = [:]
        var reservations = EffectsByOrder<[String: Int]>()
        try store.facts(Warehouse.Fact.self, named: Self.types) { fact, event in
            let isSeen = event.position <= seen
            switch fact {
            case .stockArrived(let sku, let quantity):
                if isSeen { ledger[sku, default: (0, 0)].arrived += quantity }
            case .itemsReserved(_, let order, let lines):
                reservations.happened(order, Self.pieces(lines))
                for line in lines where isSeen { ledger[line.sku, default: (0, 0)].reserved += line.quantity }
            case .itemsReleased(_, let order, let lines):
                reservations.undone(order)
                for line in lines where isSeen { ledger[line.sku, default: (0, 0)].reserved -= line.quantity }
            case .reservationBarred: break
            }
        }
        facts.reservations = reservations.all
        facts.stock = ledger.sorted { $0.key < $1.key }.map { sku, counts in
            ShopFacts.Stock(
                product: sku, arrived: counts.arrived, reserved: counts.reserved, available: shelves[sku] ?? 0)
        }
        facts.readModels += try [snapshot(store)].compactMap { $0 }
    }

    private func shelves(_ db: Database) throws -> (levels: [String: Int], seen: Int) {
        guard let seen = try StoreMoment.checkpoint(of: "stock", in: db) else { return ([:], 0) }
        let rows = try Row.fetchAll(db, sql: "SELECT sku, available FROM stock")
        return (Dictionary(uniqueKeysWithValues: rows.map { ($0[0] as String, $0[1] as Int) }), seen)
    }

    /// Inventory decides on a snapshot: one that is wrong sells what is not there.
    private func snapshot(_ store: StoreMoment) throws -> ShopFacts.ReadModel? {
        let stream = StreamID(category: Warehouse.category, id: Warehouse.id)
        guard
            let row = try Row.fetchOne(
                store.database, sql: "SELECT version, data FROM snapshots WHERE stream = ? AND schema = 1",
                arguments: [stream.rawValue])
        else { return nil }
        let version: Int = row[0]
        var warehouse = Warehouse(id: Warehouse.id)
        try store.facts(Warehouse.Fact.self, named: Self.types) { fact, event in
            if event.stream == stream, event.version <= version { warehouse.apply(fact) }
        }
        let kept = try JSONDecoder().decode(Warehouse.self, from: row[1])
        let wrong = Set(kept.levels.keys).union(warehouse.levels.keys).sorted().filter {
            kept.levels[$0] != warehouse.levels[$0]
        }
        return ShopFacts.ReadModel(
            place: "\(store.name), snapshot \(stream.rawValue)",
            differences: wrong.map { sku in
                "of \(sku) it has \(kept.levels[sku]?.available ?? 0) pieces; the events up to version \(version) "
                    + "leave \(warehouse.levels[sku]?.available ?? 0)"
            }, repeated: [])
    }

    private static func pieces(_ lines: [Reservation.Line]) -> [String: Int] {
        lines.reduce(into: [:]) { $0[$1.sku, default: 0] += $1.quantity }
    }
}
