import Foundation
import NIOHTTP1
import Testing

@testable import ShopServices

/// Inventory, payments and shipping obey the rules of saga steps, whatever order things arrive in.
@Suite(.timeLimit(.minutes(3)))
struct ParticipantTests {
    struct Step: Sendable, CustomTestStringConvertible {
        let service: ShopTopology.Service
        let path: String
        let body: String
        let undo: HTTPMethod
        let undoPath: String
        let done: String
        let undone: String
        let barred: String
        var testDescription: String { service.rawValue }
    }

    static let steps = [
        Step(
            service: .inventory, path: "/reservations",
            body: #"{"orderId":"order-a-1","items":[{"sku":"rcd-40","quantity":3}]}"#, undo: .DELETE,
            undoPath: "/reservations/order-a-1", done: "ItemsReserved", undone: "ItemsReleased",
            barred: "ReservationBarred"),
        Step(
            service: .payments, path: "/payments",
            body: #"{"orderId":"order-a-1","userId":"ada","amount":498,"method":"card"}"#, undo: .POST,
            undoPath: "/payments/order-a-1/refund", done: "PaymentCharged", undone: "PaymentRefunded",
            barred: "PaymentBarred"),
        Step(
            service: .shipping, path: "/shipments", body: #"{"orderId":"order-a-1","userId":"ada","pieces":3}"#,
            undo: .DELETE, undoPath: "/shipments/order-a-1", done: "ShipmentCreated", undone: "ShipmentCancelled",
            barred: "ShipmentBarred"),
    ]

    @Test(arguments: steps) func aStepIsDoneOnceAndUndoneOnce(_ step: Step) async throws {
        try await ServicesInProcess.run([step.service]) { shop in
            let before = try await shop.head(step.service)
            let first = try await shop.send(.POST, step.service, step.path, key: "k", step.body)
            let again = try await shop.send(.POST, step.service, step.path, key: "k", step.body)
            #expect(first.status == 201 && again.status == 201)
            #expect(first.body["duplicate"] as? Bool == false)
            #expect(again.body["duplicate"] as? Bool == true)
            let undo = try await shop.send(step.undo, step.service, step.undoPath, key: "k")
            let undoAgain = try await shop.send(step.undo, step.service, step.undoPath, key: "k")
            #expect(undo["outcome"] == "undone")
            #expect(undoAgain["outcome"] == "already_undone")
            let late = try await shop.send(.POST, step.service, step.path, key: "k", step.body)
            #expect(late.status == 409 && late.code == "already_compensated")
            #expect(try await shop.events(step.service, after: before) == [step.done, step.undone])
        }
    }

    @Test(arguments: steps) func aCompensationOfWhatNeverHappenedSucceedsAndBarsTheStep(_ step: Step) async throws {
        try await ServicesInProcess.run([step.service]) { shop in
            let before = try await shop.head(step.service)
            let undo = try await shop.send(step.undo, step.service, step.undoPath, key: "k")
            #expect(undo.status == 200 && undo["outcome"] == "nothing_to_undo")
            let late = try await shop.send(.POST, step.service, step.path, key: "k", step.body)
            #expect(late.status == 409 && late.code == "already_compensated")
            #expect(try await shop.events(step.service, after: before) == [step.barred])
        }
    }

    @Test(arguments: steps) func manyOfTheSameAtOnceAreOne(_ step: Step) async throws {
        try await ServicesInProcess.run([step.service]) { shop in
            let before = try await shop.head(step.service)
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await shop.send(.POST, step.service, step.path, key: "k", step.body).status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.allSatisfy { $0 == 201 })
            #expect(try await shop.events(step.service, after: before) == [step.done])
        }
    }

    @Test(arguments: steps) func badInputIsAProblemDocumentAndWritesNothing(_ step: Step) async throws {
        try await ServicesInProcess.run([step.service]) { shop in
            let before = try await shop.head(step.service)
            let bodies = [
                (#"{}"#, 400), (#"{"orderId":7}"#, 400), ("nonsense", 400),
                (step.body.replacing("order-a-1", with: "../../etc"), 422),
                (step.body.replacing("3", with: "0").replacing("498", with: "-1"), 422),
            ]
            for (body, status) in bodies {
                let answer = try await shop.send(.POST, step.service, step.path, key: "k", body)
                #expect(answer.status == status, "\(body)")
                #expect(answer.type == "application/problem+json")
            }
            let keyless = try await shop.send(.POST, step.service, step.path, step.body)
            #expect(keyless.code == "idempotency_key_missing")
            let text = try await shop.send(.POST, step.service, step.path, key: "k", step.body, type: "text/plain")
            #expect(text.status == 415)
            #expect(try await shop.head(step.service) == before)
        }
    }

    @Test func stockIsNeverSoldTwice() async throws {
        try await ServicesInProcess.run([.inventory]) { shop in
            // 400 pieces are there; forty want fifteen each at once.
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<40 {
                    group.addTask {
                        try await shop.send(
                            .POST, .inventory, "/reservations", key: "k-\(number)",
                            #"{"orderId":"order-a-\#(number)","items":[{"sku":"cable-5x25","quantity":15}]}"#
                        ).status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let granted = statuses.filter { $0 == 201 }.count
            #expect(statuses.allSatisfy { $0 == 201 || $0 == 409 })
            #expect(granted >= 26)
            // Deliveries come when a shelf is nearly empty; what was granted never exceeds what came.
            let types = try await shop.events(.inventory)
            #expect(types.filter { $0 == "ItemsReserved" }.count == granted)
            #expect(types.filter { $0 == "StockArrived" }.count >= Product.all.count)
            let stock = try await shop.stock()
            #expect(stock.values.allSatisfy { $0 >= 0 })
        }
    }
}
