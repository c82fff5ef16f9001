import EventSourcing
import Foundation
import GRDB
import Logging
import Resilience

/// Runs sagas: durably, on an event store, so that they survive the death of any process at any moment.
///
///     let runner = SagaRunner(store: store, database: store.database, definitions: [orderProcessing], worker: "orders-1")
///     try await runner.start("OrderProcessing", id: "order-7f3a", input: order)
///     try await runner.run()
///
/// The rules are ``SagaMachine``. Before anything is sent, state, step, try, key and command are recorded together;
/// whatever worker finds the saga next goes on from there.
public actor SagaRunner {
    private let worker: SagaWorker
    private let index: ProjectionRunner<SagaIndex>
    let list: SagaList
    nonisolated let changeBell = Broadcast<Int>()
    private var toldPosition = 0
    private let sagasAtOnce: Int
    private let logger: Logger
    private var underWay: Set<SagaID> = []
    private var bell: AsyncStream<Void>.Continuation?

    /// A runner; ``run()`` starts it.
    /// - Parameters:
    ///   - store: where the sagas' facts are recorded.
    ///   - database: where the list of sagas and the leases are kept. Workers that share sagas share it.
    ///   - worker: the worker's name, the same after a restart, and another one for each process that runs at once.
    ///   - sagasAtOnce: how many sagas are worked on at once, at least one.
    ///   - leaseMargin: for how long beyond its longest calls a worker has a saga to itself. A worker that is paused for
    ///     longer loses it to another.
    ///   - clock: on which it waits and measures timeouts.
    ///   - now: the time of day, by which tries are due and leases lapse.
    ///   - jitter: the chance in the waits.
    ///   - onRecord: told of everything that was recorded, for logs and traces. It must not block.
    public init(
        store: any EventStore, database: any DatabaseWriter, definitions: [SagaDefinition], worker: String,
        sagasAtOnce: Int = 64, leaseMargin: Duration = .seconds(10), clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Date = { Date() }, jitter: JitterSource = .system,
        logger: Logger = Logger(label: "fusebox.sagas"),
        onRecord: @escaping @Sendable (SagaState, [SagaFact]) -> Void = { _, _ in }
    ) {
        self.worker = SagaWorker(
            definitions: Dictionary(definitions.map { ($0.name, $0) }, uniquingKeysWith: { $1 }),
            streams: SagaStreams(store: store, onRecord: onRecord, now: now), leases: SagaLeases(database: database),
            holder: SagaLeases.Holder(worker: worker, session: UUID().uuidString), leaseMargin: leaseMargin,
            clock: clock, now: now, jitter: jitter)
        index = ProjectionRunner(
            SagaIndex(), from: StoreEventSource(store, name: "sagas", clock: clock), into: database, clock: clock,
            logger: logger)
        list = SagaList(database: database)
        self.sagasAtOnce = max(1, sagasAtOnce)
        self.logger = logger
    }

    /// Starts a saga. Starting it again does nothing.
    /// - Throws: ``NoSuchSagaDefinition``; ``EventSourcing/EventStoreError``; what encoding the input throws.
    @discardableResult
    public func start(
        _ name: String, id: SagaID, input: some Encodable, traceparent: String? = nil
    ) async throws -> SagaState {
        guard let definition = worker.definitions[name] else { throw NoSuchSagaDefinition(name: name) }
        let started = SagaFact.sagaStarted(
            name: name, input: String(decoding: try JSONEncoder().encode(input), as: UTF8.self),
            steps: definition.steps.map { SagaFact.StepOutline(name: $0.name, kind: $0.kind) }, traceparent: traceparent
        )
        var state = SagaState(id: id)
        try await worker.streams.record([started], on: &state, command: "saga/\(id)/start")
        return try await worker.streams.load(id) ?? state
    }

    /// Asks ``run()`` to come to an end: each saga stops when what has been sent is answered and recorded, and goes on
    /// with the next run.
    public func stop() {
        worker.stopping.set()
        bell?.yield()
    }

    /// Works on all sagas until cancelled or ``stop()``ped. Begins with those that a crash has interrupted.
    public func run() async throws {
        try await worker.leases.create()
        try await withThrowingTaskGroup(of: Void.self) { group in
            while true {
                try Task.checkCancellation()
                // Listen first and look afterwards, so that nothing happens unseen in between.
                let arrivals = worker.streams.store.arrivals()
                let (rings, bell) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
                self.bell = bell
                if worker.stopping.isSet, underWay.isEmpty { return }
                let wait: Duration
                do {
                    try await index.catchUp()
                    await tellOfChanges()
                    try await beginDue(in: &group)
                    if underWay.isEmpty { try await worker.leases.purge(lapsedBefore: worker.now() - 3_600) }
                    wait = try await timeToNextDue()
                } catch let error where !(error is ProjectionStopped || error is ProjectionTakenOver) {
                    try Task.checkCancellation()
                    logger.warning("sagas wait", metadata: ["error": "\(error)"])
                    wait = .seconds(1)
                }
                try await pause(wait, arrivals, rings)
            }
        }
    }

    /// A saga as it is now; `nil`: there is none.
    public func saga(_ id: SagaID) async throws -> SagaState? {
        try await worker.streams.load(id)
    }

    /// A saga as it was at a revision; `nil`: it has never had that one.
    public func saga(_ id: SagaID, at revision: Int) async throws -> SagaState? {
        try await worker.streams.load(id, through: revision).flatMap { $0.revision == revision ? $0 : nil }
    }

    /// The sagas that a query asks for, by identity.
    public func sagas(_ query: SagaQuery = SagaQuery()) async throws -> [SagaState] {
        try await list.sagas(query)
    }

    var streams: SagaStreams { worker.streams }

    func machine(for state: SagaState) -> SagaMachine? {
        worker.definitions[state.name].map { SagaMachine(definition: $0) }
    }

    // MARK: - Working

    private func tellOfChanges() async {
        let position = await index.status.position
        guard position != toldPosition else { return }
        toldPosition = position
        changeBell.send(position)
    }

    private func beginDue(in group: inout ThrowingTaskGroup<Void, any Error>) async throws {
        if worker.stopping.isSet { return }
        let due = try await list.due(
            at: worker.now(), named: worker.definitions.keys.sorted(), for: worker.holder,
            limit: sagasAtOnce + underWay.count)
        for id in due where !underWay.contains(id) && underWay.count < sagasAtOnce {
            underWay.insert(id)
            group.addTask { try await self.work(on: id) }
        }
    }

    /// One saga, as far as it goes now.
    private func work(on id: SagaID) async throws {
        let backoff = Backoff(limit: .seconds(30))
        var failures = 0
        while true {
            do {
                _ = try await worker.advance(id)
                break
            } catch is SagaTakenOver {
                break
            } catch {
                try Task.checkCancellation()
                if worker.stopping.isSet { break }
                failures += 1
                logger.warning("saga waits", metadata: ["saga": "\(id)", "error": "\(error)"])
                try await worker.clock.sleep(for: backoff.delay(afterAttempt: failures, jitter: worker.jitter))
            }
        }
        underWay.remove(id)
        bell?.yield()
    }

    private func timeToNextDue() async throws -> Duration {
        let now = worker.now()
        guard let next = try await list.nextDue(after: now, for: worker.holder) else { return .seconds(30) }
        return .seconds(min(30, max(0.001, next.timeIntervalSince(now))))
    }

    private func pause(_ wait: Duration, _ arrivals: AsyncStream<Int>, _ rings: AsyncStream<Void>) async throws {
        let clock = worker.clock
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await clock.sleep(for: wait) }
            group.addTask { for await _ in arrivals { return } }
            group.addTask { for await _ in rings { return } }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}

/// Nobody here knows how such a saga goes.
public struct NoSuchSagaDefinition: Error, Sendable, Hashable, CustomStringConvertible {
    /// A stable word for metrics and APIs.
    public static let code = "no_such_saga_definition"

    /// The name.
    public let name: String

    public var description: String { "no saga is called \(name) here" }
}
