import EventSourcing
import Foundation
import GRDB
import Logging
import Resilience
import ResilienceTesting
import Synchronization

@testable import Sagas

/// The process has died.
struct ProcessDied: Error {}

struct Order: Codable, Sendable, Equatable {
    var id = "7f3a"
    var cents = 4_200
}

/// A store, a time of day that stands still, and workers that can be let die.
struct SagaBench: Sendable {
    let store: InMemoryEventStore
    let database: DatabaseQueue
    let clock = ManualClock()
    let time: Shared<Date>
    let world: World
    let definition: SagaDefinition

    init(_ world: World = World(), attempts: Int = 3, timeout: Duration = .seconds(10)) async throws {
        let time = Shared(Date(timeIntervalSince1970: 1_000_000))
        self.time = time
        self.world = world
        store = InMemoryEventStore { time.value }
        database = try DatabaseQueue()
        definition = try Self.orderProcessing(world, attempts: attempts, timeout: timeout)
        try await SagaLeases(database: database).create()
    }

    /// The saga of the mission document.
    static func orderProcessing(_ world: World, attempts: Int, timeout: Duration) throws -> SagaDefinition {
        let retry = RetryPolicy(attempts: attempts, backoff: Backoff(initial: .seconds(1), limit: .seconds(8)))
        func step(_ name: String, _ kind: SagaStep.Kind, isUndone: Bool = true) -> SagaStep {
            let undo: @Sendable (SagaCall) async throws -> CompensationAnswer = { try world.undo($0) }
            return SagaStep(
                name, kind, retry: retry, timeout: timeout, compensationRetry: retry,
                command: { call in
                    try JSONEncoder().encode(try call.input(as: Order.self))
                },
                compensate: isUndone ? undo : nil, send: { try world.perform($0) })
        }
        return try SagaDefinition(
            "OrderProcessing",
            steps: [
                step("ReserveInventory", .compensable), step("ProcessPayment", .compensable),
                step("CreateShipment", .pivot, isUndone: false), step("ConfirmOrder", .retriable, isUndone: false),
            ])
    }

    func worker(
        _ name: String = "worker", definition: SagaDefinition? = nil, jitter: JitterSource = .none,
        faults: @escaping @Sendable (SagaFaultPoint) throws -> Void = { _ in }
    ) -> SagaWorker {
        let definition = definition ?? self.definition
        return SagaWorker(
            definitions: [definition.name: definition],
            streams: SagaStreams(store: store, onRecord: { _, _ in }, now: { [time] in time.value }),
            leases: SagaLeases(database: database), holder: SagaLeases.Holder(worker: name, session: UUID().uuidString),
            clock: clock, now: { [time] in time.value }, jitter: jitter, faults: faults)
    }

    func runner(
        _ name: String = "worker", definition: SagaDefinition? = nil, in database: DatabaseQueue? = nil
    ) -> SagaRunner {
        SagaRunner(
            store: store, database: database ?? self.database, definitions: [definition ?? self.definition],
            worker: name, clock: clock,
            now: { [time] in time.value }, jitter: .none)
    }

    func pass(_ duration: Duration) {
        time.change { $0.addTimeInterval(duration / .seconds(1)) }
        clock.advance(by: duration)
    }

    /// Starts a saga without working on it.
    func start(_ id: SagaID = "order-7f3a") async throws {
        try await runner().start("OrderProcessing", id: id, input: Order())
    }

    func state(_ id: SagaID = "order-7f3a") async throws -> SagaState {
        guard let state = try await runner().saga(id) else { throw ProcessDied() }
        return state
    }

    /// Works on a saga, letting time pass where it waits, until it ends or needs a person. Dead workers are replaced.
    @discardableResult
    func drive(
        _ id: SagaID = "order-7f3a", jitter: JitterSource = .none,
        faults: @escaping @Sendable (SagaFaultPoint) throws -> Void = { _ in }
    ) async throws -> SagaState {
        var worker = worker("worker-0", jitter: jitter, faults: faults)
        for life in 1...2_000 {
            do {
                guard let state = try await worker.advance(id) else { throw ProcessDied() }
                guard !state.status.isFinal, state.status != .needsAttention else { return state }
                if let due = state.due { pass(.seconds(max(0, due.timeIntervalSince(time.value)))) }
            } catch let error where error is ProcessDied || error is SagaTakenOver {
                // Whoever had it is dead: its lease lapses.
                pass(.seconds(120))
                worker = self.worker("worker-\(life)", jitter: jitter, faults: faults)
            }
        }
        throw ProcessDied()
    }

    /// Whether the ledger tells what is true. What it does not know may be either.
    func ledgerIsTrue(_ state: SagaState) -> Bool {
        let applied = world.now.applied
        return state.steps.allSatisfy { step in
            let stands = step.key.map { applied.contains($0) } ?? false
            return switch step.effect {
            case .standing: stands
            case .none, .undone: !stands
            case .unknown: true
            }
        }
    }
}
