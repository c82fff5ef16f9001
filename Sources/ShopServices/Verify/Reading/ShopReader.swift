import Foundation

extension VerifyReport {
    /// No shop has ever run there.
    public struct NoShop: Error, CustomStringConvertible {
        public let directory: String
        public var description: String { "\(directory) holds no store of any service. Start a shop with: shop up" }
    }

    /// Reads the stores of a shop and judges them. Nothing is written, no service is asked.
    public static func read(_ files: ShopFiles) throws(NoShop) -> VerifyReport {
        VerifyReport(try ShopReader(files: files).facts())
    }
}

/// Reads all stores of a shop, one moment of each.
struct ShopReader {
    let files: ShopFiles

    /// - Throws: ``VerifyReport/NoShop``.
    func facts() throws(VerifyReport.NoShop) -> ShopFacts {
        let owners = ShopTopology.Service.allCases.filter(\.ownsStore)
        guard owners.contains(where: { FileManager.default.fileExists(atPath: files.store(of: $0)) }) else {
            throw VerifyReport.NoShop(directory: files.directory)
        }
        var facts = ShopFacts()
        facts.isUnderLoad = ((try? LoadOrder.file(in: files).read())?.wish.rate ?? 0) > 0
        // Orders come first: what is final there was final everywhere before, whatever goes on meanwhile.
        read(.orders, into: &facts, OrdersReader().read)
        read(.inventory, into: &facts, InventoryReader().read)
        read(.payments, into: &facts, PaymentsReader().read)
        read(.shipping, into: &facts, ShippingReader().read)
        for service in owners where ![.orders, .inventory, .payments, .shipping].contains(service) {
            read(service, into: &facts) { _, _ in }
        }
        facts.newOrders = placedSince(facts.orders)
        return facts
    }

    private func read(
        _ service: ShopTopology.Service, into facts: inout ShopFacts,
        _ body: (StoreMoment, inout ShopFacts) throws -> Void
    ) {
        do throws(Violation) {
            let file = try StoreFile(files.store(of: service))
            try file.read { db in
                facts.damage += try StoreFile.damage(in: db, file.name)
                facts.outboxes.append(try StoreFile.outbox(in: db, file.name))
                let moment = StoreMoment(files: files, service: service, name: file.name, database: db)
                try body(moment, &facts)
                facts.readModels += try moment.checkReadModels()
                facts.outboxes += try [moment.eventsPutAside()].compactMap { $0 }
            }
        } catch {
            facts.damage.append(error)
        }
    }

    /// Orders that are there now and were not then.
    private func placedSince(_ orders: [ShopFacts.Order]) -> Set<String> {
        let known = Set(orders.map(\.id))
        let now = try? StoreFile(files.store(of: .orders)).read { try OrdersReader.placed(in: $0) }
        return (now ?? []).subtracting(known)
    }
}
