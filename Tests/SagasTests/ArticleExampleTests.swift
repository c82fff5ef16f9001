import EventSourcing
import Foundation
import GRDB
import Resilience
import ResilienceTesting
import Sagas
import Testing

/// The example of the library's article, word for word, around receivers of its own.
struct ArticleExampleTests {
    struct Inventory: Sendable {
        func reserve(_ command: Data, key: String) async throws -> StepAnswer { StepAnswer(evidence: "shelf 3") }
        func release(key: String) async throws -> CompensationAnswer { .nothingToUndo }
    }

    struct Payments: Sendable {
        func charge(_ command: Data, key: String) async throws -> StepAnswer { StepAnswer(evidence: "payment 7") }
    }

    @Test func theExampleProcessesAnOrder() async throws {
        let (inventory, payments, order) = (Inventory(), Payments(), Order())
        let store = InMemoryEventStore()
        let database = try DatabaseQueue()

        let orderProcessing = try SagaDefinition(
            "OrderProcessing",
            steps: [
                SagaStep(
                    "ReserveInventory", .compensable, retry: RetryPolicy(attempts: 3), timeout: .seconds(2),
                    command: { call in try JSONEncoder().encode(try call.input(as: Order.self)) },
                    compensate: { call in try await inventory.release(key: call.key) },
                    send: { call in try await inventory.reserve(call.command, key: call.key) }),
                SagaStep(
                    "ProcessPayment", .pivot,
                    command: { call in try JSONEncoder().encode(try call.input(as: Order.self)) },
                    send: { call in try await payments.charge(call.command, key: call.key) }),
            ])

        let arrivals = store.arrivals()
        let runner = SagaRunner(
            store: store, database: database, definitions: [orderProcessing], worker: "orders-1")
        try await runner.start("OrderProcessing", id: "order-7f3a", input: order)
        let running = Task { try await runner.run() }
        defer { running.cancel() }
        for await _ in arrivals {
            guard let state = try await runner.saga("order-7f3a"), state.status.isFinal else { continue }
            #expect(state.status == .completed)
            #expect(state.steps.map(\.effect) == [.standing(evidence: "shelf 3"), .standing(evidence: "payment 7")])
            return
        }
    }
}
