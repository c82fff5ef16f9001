import EventSourcing
import Foundation
import GRDB
import Operations
import OperationsServer
import Resilience
import ResilienceTesting
import Sagas

/// What the live service offers to operators.
struct Parts: Sendable {
    let payments = CircuitBreaker(name: "orders → payments")
    let shipping = CircuitBreaker(
        name: "orders → shipping",
        policy: CircuitBreakerPolicy(trip: .rates(.calls(10), CircuitBreakerRates(minimumCalls: 4))))
    let database = Bulkhead(name: "database")
    let bus: EventBus
    let runner: SagaRunner
    let view: ProjectionRunner<NotesView>
    /// What the bus has delivered, with whether that was a replay.
    let delivered = Shared<[(position: Int, isReplay: Bool)]>([])
    /// Events that the group "mails" cannot handle, by type.
    let indigestible = Shared<Set<String>>([])
    let offer: ServiceOffer

    /// - Parameter moods: what steps throw, by their names.
    init(store: SQLiteEventStore, moods: [String: any Error]) throws {
        let source = StoreEventSource(store, name: "orders")
        bus = EventBus(sources: [source], database: store.database, logger: LiveService.quiet)
        view = ProjectionRunner(NotesView(), from: source, into: store.database, logger: LiveService.quiet)
        runner = SagaRunner(
            store: store, database: store.database, definitions: [try Self.definition(moods)], worker: "orders-1",
            logger: LiveService.quiet)
        var offer = ServiceOffer()
        offer.add(
            BreakerOperations(
                [.init(payments, dependency: "payments"), .init(shipping, dependency: "shipping")],
                database: store.database, logger: LiveService.quiet))
        offer.add(BulkheadOperations([database]))
        offer.add(SagaOperations(runner))
        offer.add(EventOperations(store))
        offer.add(ProjectionOperations([view]))
        offer.add(BusOperations(bus))
        self.offer = offer
    }

    /// Adds the groups; before the bus runs.
    func subscribe() async {
        let (delivered, indigestible) = (delivered, indigestible)
        await bus.subscribe(
            Subscription(group: "view", topics: ["Note*"], effects: .none) { event, delivery in
                delivered.change { $0.append((event.position, delivery.isReplay)) }
            })
        await bus.subscribe(
            Subscription(group: "mails", topics: ["Note*"], effects: .external) { event, _ in
                if indigestible.value.contains(event.type) { throw Undeliverable("no such address") }
            })
    }

    private static func definition(_ moods: [String: any Error]) throws -> SagaDefinition {
        let retry = RetryPolicy(attempts: 2, backoff: Backoff(initial: .milliseconds(1), limit: .milliseconds(2)))
        func step(_ name: String, _ kind: SagaStep.Kind) -> SagaStep {
            SagaStep(
                name, kind, retry: retry, compensationRetry: retry, command: { _ in Data(#"{"of":"\#(name)"}"#.utf8) },
                compensate: { _ in
                    if let error = moods["-" + name] { throw error }
                    return .undone(evidence: "\(name) undone")
                },
                send: { _ in
                    if let error = moods[name] { throw error }
                    return StepAnswer(evidence: "\(name) done")
                })
        }
        return try SagaDefinition(
            "OrderProcessing",
            steps: [
                step("ReserveInventory", .compensable), step("ProcessPayment", .compensable),
                step("ConfirmOrder", .retriable),
            ])
    }
}

/// How many notes there are.
struct NotesView: Projection {
    let name = "notes"
    let tables = ["notes"]
    let filter = EventFilter(types: ["NoteTaken"])

    func create(_ tables: ReadModelTables, in db: Database) throws {
        try db.execute(sql: "CREATE TABLE \(tables["notes"]) (id TEXT PRIMARY KEY)")
    }

    func apply(_ event: Event, to tables: ReadModelTables, in db: Database) throws {
        try db.execute(sql: "INSERT INTO \(tables["notes"]) VALUES (?)", arguments: [event.id.rawValue])
    }
}

extension SQLiteEventStore {
    /// Records some notes, each in a stream of its own of ten.
    func takeNotes(_ numbers: Range<Int>, type: String = "NoteTaken") async throws {
        for number in numbers {
            let stream = StreamID(category: "note", id: "\(number % 10)")
            let version = try await self.version(of: stream)
            _ = try await append(
                Append(
                    to: stream, expecting: version,
                    [NewEvent(id: .init(rawValue: "note/\(number)"), type: type, data: Data(#"{"n":\#(number)}"#.utf8))]
                ))
        }
    }
}
