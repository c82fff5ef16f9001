import Foundation
import Sagas
import Testing

@testable import ShopServices

/// Every rule finds what breaks it, by name and place, and nothing else.
struct VerifyRuleTests {
    /// A shop in which all is well: one order confirmed, one undone, one in a person's hands.
    private static var sound: ShopFacts {
        var facts = ShopFacts()
        facts.orders = [
            .init(id: "o-1", status: .confirmed, total: 498, items: ["fuse": 2], saga: .completed),
            .init(id: "o-2", status: .cancelled, total: 100, items: ["lamp": 1], saga: .compensated),
            .init(
                id: "o-3", status: .needsAttention, total: 900, items: ["lamp": 3], saga: .needsAttention,
                isInHands: true),
        ]
        facts.stock = [
            .init(product: "fuse", arrived: 100, reserved: 2, available: 98),
            .init(product: "lamp", arrived: 50, reserved: 3, available: 47),
        ]
        facts.reservations = [
            .init(orderID: "o-1", value: ["fuse": 2], stands: true),
            .init(orderID: "o-2", value: ["lamp": 1], stands: false),
            .init(orderID: "o-3", value: ["lamp": 3], stands: true),
        ]
        facts.charges = [
            .init(orderID: "o-1", value: 498, stands: true), .init(orderID: "o-2", value: 100, stands: false),
            .init(orderID: "o-3", value: 900, stands: true),
        ]
        facts.shipments = [.init(orderID: "o-1", value: true, stands: true)]
        facts.readModels = [.init(place: "orders.sqlite, projection orders", differences: [], repeated: [])]
        facts.outboxes = [.init(place: "orders.sqlite, outbox", waiting: 0)]
        return facts
    }

    private static func found(_ change: (inout ShopFacts) -> Void) -> [Violation] {
        var facts = sound
        change(&facts)
        return VerifyReport(facts).violations
    }

    @Test func aSoundShopHasNoViolations() {
        let report = VerifyReport(Self.sound)
        #expect(report.violations.isEmpty)
        #expect(report.orders == 3 && report.confirmed == 1 && report.compensated == 1)
        #expect(report.needsAttention == 1 && report.inFlight == 0 && report.abandoned == 0)
    }

    @Test func jsonHasTheNamesThatAreDocumented() throws {
        let object = try #require(
            try JSONSerialization.jsonObject(with: JSONEncoder().encode(VerifyReport(Self.sound))) as? [String: Any])
        #expect(
            Set(object.keys) == [
                "orders", "confirmed", "compensated", "needs_attention", "abandoned", "in_flight", "violations",
            ])
        let violation = Violation(.stockDiffers, at: "inventory.sqlite, product fuse", "x")
        let text = String(decoding: try JSONEncoder().encode(violation), as: UTF8.self)
        #expect(text.contains(#""stock_differs""#))
    }

    @Test func stockThatIsMissingIsFound() {
        let found = Self.found { $0.stock[0].available = 97 }
        #expect(found.map(\.rule) == [.stockDiffers])
        #expect(found[0].place == "inventory.sqlite, product fuse")
        #expect(found[0].detail.contains("97") && found[0].detail.contains("98"))
    }

    @Test func aReservationThatIsNotTheOrdersIsFound() {
        let found = Self.found { $0.reservations[0].value = ["fuse": 1] }
        #expect(found.map(\.rule) == [.reservationDiffers])
        #expect(found[0].place == "inventory.sqlite, order o-1")
    }

    @Test func aReservationThatWasMadeTwiceIsFound() {
        let found = Self.found { $0.reservations.append($0.reservations[0]) }
        #expect(found.map(\.rule) == [.reservationDiffers])
    }

    @Test func aReservationThatWasNotReleasedIsFound() {
        let found = Self.found { $0.reservations[1].stands = true }
        #expect(found.map(\.rule) == [.reservationNotReleased])
        #expect(found[0].place == "inventory.sqlite, order o-2")
    }

    @Test(arguments: [497, 499]) func aChargeOfAnotherAmountIsFound(cents: Int) {
        let found = Self.found { $0.charges[0].value = cents }
        #expect(found.map(\.rule) == [.chargeDiffers, .moneyDiffers])
        #expect(found[0].place == "payments.sqlite, order o-1")
    }

    @Test func anOrderThatIsChargedTwiceIsFound() {
        let found = Self.found { $0.charges.append($0.charges[0]) }
        #expect(found.map(\.rule) == [.chargeDiffers, .moneyDiffers])
    }

    @Test func moneyThatWasNotGivenBackIsFound() {
        let found = Self.found { $0.charges[1].stands = true }
        #expect(found.map(\.rule) == [.chargeNotRefunded, .moneyDiffers])
        #expect(found[0].place == "payments.sqlite, order o-2")
    }

    @Test func twoWrongAmountsMakeNoRight() {
        let found = Self.found {
            $0.charges[0].value = 398
            $0.charges[1].stands = true
        }
        #expect(found.map(\.rule) == [.chargeDiffers, .chargeNotRefunded])
    }

    @Test func aShipmentThatNobodyHasPaidForIsFound() {
        let found = Self.found { $0.charges[0].stands = false }
        #expect(found.map(\.rule) == [.chargeDiffers, .moneyDiffers, .shipmentWithoutPayment])
        #expect(found[2].place == "shipping.sqlite, order o-1")
    }

    @Test func aConfirmedOrderThatIsNotSentOrSentTwiceIsFound() {
        #expect(Self.found { $0.shipments = [] }.map(\.rule) == [.shipmentMissing])
        #expect(Self.found { $0.shipments.append($0.shipments[0]) }.map(\.rule) == [.shipmentMissing])
    }

    @Test func aShipmentOfAnOrderThatWasUndoneIsFound() {
        let found = Self.found { $0.shipments.append(.init(orderID: "o-2", value: true, stands: true)) }
        #expect(found.map(\.rule) == [.shipmentWithoutPayment, .shipmentNotCancelled])
        #expect(found.allSatisfy { $0.place == "shipping.sqlite, order o-2" })
    }

    @Test func effectsForOrdersThatDoNotExistAreFoundUnlessTheOrderIsNew() {
        let plant: (inout ShopFacts) -> Void = {
            $0.reservations.append(.init(orderID: "o-9", value: [:], stands: true))
            $0.charges.append(.init(orderID: "o-9", value: 5, stands: true))
            $0.shipments.append(.init(orderID: "o-9", value: true, stands: true))
        }
        let found = Self.found(plant)
        #expect(found.map(\.rule) == [.effectWithoutOrder, .effectWithoutOrder, .effectWithoutOrder])
        #expect(Set(found.map(\.place)).count == 3 && found.allSatisfy { $0.place.hasSuffix("order o-9") })
        #expect(
            Self.found {
                plant(&$0)
                $0.newOrders = ["o-9"]
            }.isEmpty)
    }

    @Test(arguments: [nil, SagaStatus.running, .waiting, .compensating])
    func aSagaThatHasNotEndedIsFoundOnceNoLoadIsLeft(status: SagaStatus?) {
        let plant: (inout ShopFacts) -> Void = {
            $0.orders.append(.init(id: "o-4", status: .pending, total: 5, items: [:], saga: status))
        }
        let found = Self.found(plant)
        #expect(found.map(\.rule) == [.sagaNotEnded])
        #expect(found[0].place == "orders.sqlite, order o-4")
        #expect(
            Self.found {
                plant(&$0)
                $0.isUnderLoad = true
            }.isEmpty)
        var facts = Self.sound
        plant(&facts)
        #expect(VerifyReport(facts).inFlight == 1)
    }

    @Test func anOrderThatTellsAnotherEndingThanItsSagaIsFound() {
        #expect(Self.found { $0.orders[0].status = .cancelled }.map(\.rule) == [.orderAndSagaDisagree])
        #expect(Self.found { $0.orders[1].status = .confirmed }.map(\.rule) == [.orderAndSagaDisagree])
        #expect(Self.found { $0.orders[1].status = .pending }.map(\.rule) == [.orderAndSagaDisagree])
    }

    @Test func readModelsAndOutboxesAreLookedAt() {
        let found = Self.found {
            $0.readModels[0].repeated = ["event e-1 has 2 marks"]
            $0.readModels[0].differences = ["o-1 is missing"]
            $0.outboxes[0].waiting = 3
        }
        #expect(found.map(\.rule) == [.eventTwice, .readModelDiffers, .outboxNotEmpty])
        #expect(
            found.map(\.place) == [
                "orders.sqlite, projection orders", "orders.sqlite, projection orders", "orders.sqlite, outbox",
            ])
    }

    @Test func damageIsSaidFirst() {
        let found = Self.found { $0.damage = [Violation(.storeDamaged, at: "users.sqlite", "no file")] }
        #expect(found.map(\.rule) == [.storeDamaged])
    }
}
