import Foundation
import GRDB
import Logging
import Resilience

/// Delivers events to consumer groups: durably, at least once, in order within each stream, each lane on its own.
///
/// Nothing is published to a bus: an event that was appended to a publisher's store is published, and cannot be lost
/// between the two. Each group remembers how far it has come in the consumer's database.
public actor EventBus {
    private let sources: [any EventSource]
    private let around: ChannelWorker.Surroundings
    private var subscriptions: [Subscription] = []
    private(set) var workers: [ChannelWorker] = []
    private var hasTables = false

    /// A bus without subscriptions.
    /// - Parameters:
    ///   - sources: the publishers, each with a name of its own.
    ///   - database: where the groups' progress is kept.
    ///   - clock: on which it waits after trouble.
    ///   - now: the time of day, by which tries are due.
    ///   - jitter: the chance in the waits.
    public init(
        sources: [any EventSource], database: any DatabaseWriter, clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Date = { Date() },
        jitter: JitterSource = .system, logger: Logger = Logger(label: "fusebox.bus")
    ) {
        self.sources = sources
        around = ChannelWorker.Surroundings(
            tables: BusTables(database: database), clock: clock, now: now, jitter: jitter, logger: logger)
    }

    /// Adds a consumer group. Do so before ``run()``.
    /// - Precondition: no other subscription has the same group.
    public func subscribe(_ subscription: Subscription) {
        precondition(!subscriptions.contains { $0.group == subscription.group }, "group \(subscription.group) twice")
        subscriptions.append(subscription)
        for source in sources where subscription.sources?.contains(source.name) ?? true {
            for lane in Lane.allCases {
                workers.append(ChannelWorker(subscription, source, lane, around))
            }
        }
    }

    /// Delivers until cancelled.
    public func run() async throws {
        try await prepare()
        let workers = workers
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in workers { group.addTask { try await worker.run() } }
            try await group.waitForAll()
        }
    }

    /// How each group stands with each publisher in each lane.
    public func status() async throws -> [GroupStatus] {
        try await prepare()
        var all: [GroupStatus] = []
        for worker in workers {
            let counts = try await around.tables.counts(worker.channel)
            let cursor = try await around.tables.cursor(worker.channel)
            all.append(
                GroupStatus(
                    group: worker.channel.group, source: worker.channel.source, lane: worker.channel.lane,
                    position: cursor.position, head: await worker.head,
                    putAside: counts.putAside, deadLetters: counts.dead, trouble: await worker.trouble,
                    effects: effects(of: worker.channel.group) ?? .external,
                    replay: cursor.replay.map {
                        .init(position: cursor.position, through: $0.through, isPaused: $0.isPaused)
                    }, replays: counts.replays))
        }
        return all
    }

    /// The events that wait for a person, oldest first.
    /// - Parameter group: only those of a group; `nil`: of all.
    public func deadLetters(group: String? = nil, after id: Int = 0, limit: Int = 100) async throws -> [DeadLetter] {
        try await prepare()
        return try await around.tables.deadLetters(group: group, after: id, limit: limit)
    }

    /// Gives a dead letter all its tries again, beginning now.
    /// - Throws: ``NoSuchDeadLetter``.
    public func retry(deadLetter id: Int) async throws {
        try await prepare()
        try await around.tables.revive(id, at: around.now())
        await wakeAll()
    }

    /// Gives a dead letter up. The later events of its stream go on, and it is kept who decided so and why.
    /// - Throws: ``NoSuchDeadLetter``.
    public func discard(deadLetter id: Int, actor: String, reason: String) async throws {
        try await prepare()
        try await around.tables.discard(id, actor: actor, reason: reason, at: around.now())
        around.logger.notice(
            "dead letter discarded", metadata: ["id": "\(id)", "actor": "\(actor)", "reason": "\(reason)"])
        await wakeAll()
    }

    /// The events that were given up, in the order in which they had become dead letters.
    /// - Parameter group: only those of a group; `nil`: of all.
    public func discardedLetters(
        group: String? = nil, after id: Int = 0, limit: Int = 100
    ) async throws -> [DiscardedLetter] {
        try await prepare()
        return try await around.tables.discardedLetters(group: group, after: id, limit: limit)
    }

    /// Whether everything that its groups want has been delivered.
    package func isUpToDate() async throws -> Bool {
        try await prepare()
        for worker in workers where try await !worker.isUpToDate() { return false }
        return true
    }

    /// Takes everything that has been recorded so far for delivered: what it would have led to has been done already.
    package func passOverAll() async throws {
        try await prepare()
        for worker in workers { try await worker.passOverAll() }
    }

    func effects(of group: String) -> Subscription.Effects? {
        subscriptions.first { $0.group == group }?.effects
    }

    var tables: BusTables { around.tables }

    func prepare() async throws {
        guard !hasTables else { return }
        try await around.tables.create()
        hasTables = true
    }

    func wakeAll() async {
        for worker in workers { await worker.wake() }
    }
}
