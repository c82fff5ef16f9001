import Testing

@testable import ShopServices

struct EffectLedgerTests {
    @Test func doingItAgainChangesNothing() {
        var ledger = EffectLedger<String>()
        #expect(ledger.forward("o") == .new)
        ledger.record("paid", for: "o")
        #expect(ledger.forward("o") == .alreadyDone("paid"))
    }

    @Test func undoingItAgainChangesNothing() {
        var ledger = EffectLedger<String>()
        ledger.record("paid", for: "o")
        #expect(ledger.compensate("o") == .undo("paid"))
        #expect(ledger.compensate("o") == .alreadyUndone)
    }

    @Test func whatNeverHappenedIsUndoneAndThenRefused() {
        var ledger = EffectLedger<String>()
        #expect(ledger.compensate("o") == .neverHappened)
        #expect(ledger.forward("o") == .refusedAfterCompensation)
        #expect(ledger.compensate("o") == .alreadyUndone)
    }

    @Test func theOldestAreForgottenFirst() {
        var ledger = EffectLedger<Int>(limit: 3)
        for index in 0..<5 { ledger.record(index, for: "\(index)") }
        #expect(ledger.count == 3)
        #expect(ledger.forward("1") == .new)
        #expect(ledger.forward("2") == .alreadyDone(2))
    }

    /// Any mix of reservations and releases, early, late and repeated, for a few orders at once.
    @Test(arguments: 0..<50)
    func noMessageInWhateverOrderLosesOrInventsPieces(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var warehouse = Warehouse()
        let full = warehouse.stock
        var held: [String: [Reservation.Line]] = [:]
        for _ in 0..<200 {
            let order = "order-\(Int.random(in: 0..<6, using: &random))"
            if Bool.random(using: &random) {
                let lines = Product.all.shuffled(using: &random).prefix(2).map {
                    Reservation.Line(sku: $0.sku, quantity: Int.random(in: 1...400, using: &random))
                }
                let known = held[order]
                switch warehouse.reserve(ReservationRequest(orderId: order, items: lines)) {
                case .reserved(let reservation):
                    #expect(reservation.lines == known ?? lines)
                    held[order] = reservation.lines
                case .outOfStock(let sku):
                    #expect(lines.contains { $0.sku == sku && $0.quantity > warehouse.stock[sku, default: 0] })
                case .refusedAfterCompensation: #expect(known == nil)
                }
            } else {
                _ = warehouse.release(order)
                held[order] = nil
            }
            var expected = full
            for line in held.values.joined() { expected[line.sku, default: 0] -= line.quantity }
            #expect(warehouse.stock == expected)
            #expect(warehouse.stock.values.allSatisfy { $0 >= 0 })
        }
    }

    @Test func aDeliveryFillsUpWhatIsNearlyGone() {
        var warehouse = Warehouse(products: [Product(sku: "fuse-10a", name: "Fuse", price: 1, stock: 100)])
        let products = [Product(sku: "fuse-10a", name: "Fuse", price: 1, stock: 100)]
        #expect(warehouse.restock(products).isEmpty)
        _ = warehouse.reserve(
            ReservationRequest(orderId: "o", items: [Reservation.Line(sku: "fuse-10a", quantity: 95)]))
        #expect(warehouse.restock(products) == ["fuse-10a"])
        #expect(warehouse.stock["fuse-10a"] == 100)
    }
}
