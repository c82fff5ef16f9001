import Foundation
import GRDB
import Logging
import Resilience

/// Keeps one projection up to date, and rebuilds it beside the live one when asked.
///
/// Of several runners of a projection, in this process or another, only the one that began last changes anything; the
/// others end with ``ProjectionTakenOver``.
public actor ProjectionRunner<P: Projection> {
    private let source: any EventSource
    private let model: ReadModel<P>
    private let batchSize: Int
    private let clock: any Clock<Duration>
    private let backoff = Backoff(initial: .milliseconds(100), limit: .seconds(30))
    private let logger: Logger
    private let onApplied: (@Sendable ([Event], Duration) -> Void)?
    private var wishesRebuild = false
    private var bell: AsyncStream<Void>.Continuation?
    private var meter = RateMeter()
    private var current: ProjectionStatus

    /// A runner; ``run()`` starts it.
    /// - Parameters:
    ///   - source: where the events come from.
    ///   - database: where the read model is; it may be the event store's own.
    ///   - batchSize: how many events are applied in one transaction at most.
    ///   - clock: on which it waits after trouble with the source or the database.
    ///   - onApplied: is told of events once they are applied for good, and how long that took; not of those that a
    ///     rebuild applies again.
    public init(
        _ projection: P, from source: any EventSource, into database: any DatabaseWriter, batchSize: Int = 500,
        clock: any Clock<Duration> = ContinuousClock(), logger: Logger = Logger(label: "fusebox.projection"),
        onApplied: (@Sendable ([Event], Duration) -> Void)? = nil
    ) {
        self.onApplied = onApplied
        self.clock = clock
        self.source = source
        self.batchSize = max(1, batchSize)
        self.logger = logger
        model = ReadModel(projection: projection, database: database, runner: UUID().uuidString)
        current = ProjectionStatus(name: projection.name)
    }

    /// How it goes.
    public var status: ProjectionStatus { current }

    /// Asks for a rebuild: the read model is made anew beside the live one and then takes its place. Asking again while
    /// one is under way begins another after it.
    public func rebuild() {
        wishesRebuild = true
        bell?.yield()
    }

    /// Follows the events until cancelled. It can be run again after it has ended.
    ///
    /// Trouble with the source or the database is no reason to end: it waits and tries again.
    /// - Throws: ``ProjectionStopped`` before an event that cannot be applied; ``ProjectionTakenOver``; what the database
    ///   throws at the start.
    public func run() async throws {
        do {
            let (checkpoint, isOutdated) = try await model.claim()
            current.state = .running
            current.position = checkpoint.position
            current.generation = checkpoint.generation
            let isUnfinished = try await model.hasUnfinishedRebuild()
            if isOutdated || isUnfinished { wishesRebuild = true }
            let (wishes, bell) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
            self.bell = bell
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await self.surviving { try await self.follow(patience: .seconds(30)) } }
                group.addTask { try await self.surviving { try await self.grantRebuilds(wishes) } }
                defer { group.cancelAll() }
                try await group.next()
            }
        } catch {
            let reason = Task.isCancelled ? "cancelled" : "\(error)"
            current.state = .stopped(reason)
            if !Task.isCancelled {
                logger.error("projection stopped", metadata: ["projection": "\(current.name)", "reason": "\(reason)"])
            }
            throw error
        }
    }

    /// Applies everything that has been recorded so far, for those who read what they have just written. Use it instead of
    /// ``run()``, not beside it. Several runners may catch up in turns: each makes itself the only one.
    /// - Throws: ``ProjectionStopped``; what source and database throw.
    public func catchUp() async throws {
        if current.state != .running { try await claim() }
        while true {
            do {
                repeat { try await follow(patience: .zero) } while current.lag > 0
                return
            } catch is ProjectionTakenOver {
                try await claim()
            }
        }
    }

    private func claim() async throws {
        let (checkpoint, isOutdated) = try await model.claim()
        current.state = .running
        current.position = checkpoint.position
        current.generation = checkpoint.generation
        if isOutdated { try await rebuildOnce() }
    }

    /// Does something again and again, after trouble too, until it is cancelled or makes no sense any more.
    private func surviving(_ step: () async throws -> Void) async throws {
        var failures = 0
        while true {
            try Task.checkCancellation()
            do {
                try await step()
                failures = 0
                current.trouble = nil
            } catch let error where !(error is ProjectionStopped || error is ProjectionTakenOver) {
                try Task.checkCancellation()
                failures += 1
                current.trouble = "\(error)"
                logger.warning("projection waits", metadata: ["projection": "\(current.name)", "error": "\(error)"])
                try await clock.sleep(for: backoff.delay(afterAttempt: failures, jitter: .system))
            }
        }
    }

    private func follow(patience: Duration) async throws {
        let position = current.position
        let page = try await source.page(
            after: position, matching: model.projection.filter, limit: batchSize, waitingUpTo: patience)
        let stopwatch = ContinuousClock()
        let start = stopwatch.now
        guard page.next > position else { return note(page, reached: position, took: .zero) }
        do {
            let reached = try await model.advance(page, from: position)
            tell(page, reached: reached, took: start.duration(to: stopwatch.now))
        } catch let stopped as ProjectionStopped {
            // That one event cannot be applied is no reason to do without those before it.
            let before = EventPage(
                events: page.events.filter { $0.position < stopped.position }, next: stopped.position - 1,
                head: page.head)
            let reached = before.next > position ? try await model.advance(before, from: position) : position
            tell(before, reached: reached, took: start.duration(to: stopwatch.now))
            throw stopped
        }
    }

    private func tell(_ page: EventPage, reached: Int, took: Duration) {
        note(page, reached: reached, took: took)
        // When a rebuild was switched in meanwhile, the page was not needed.
        if !page.events.isEmpty, reached == page.next { onApplied?(page.events, took) }
    }

    private func note(_ page: EventPage, reached: Int, took: Duration) {
        meter.count(page.events.count, took: took)
        current.rate = meter.rate
        current.position = max(current.position, reached)
        current.head = max(current.head, page.head)
        if let last = page.events.last { current.appliedUpTo = last.timestamp }
    }

    private func grantRebuilds(_ wishes: AsyncStream<Void>) async throws {
        if wishesRebuild {
            wishesRebuild = false
            do { try await rebuildOnce() } catch {
                wishesRebuild = true
                throw error
            }
        }
        var next = wishes.makeAsyncIterator()
        _ = await next.next()
    }

    private func rebuildOnce() async throws {
        var position = try await model.beginRebuild()
        var meter = RateMeter()
        let clock = ContinuousClock()
        defer { current.rebuild = nil }
        while true {
            try Task.checkCancellation()
            let start = clock.now
            let page = try await source.page(
                after: position, matching: model.projection.filter, limit: batchSize, waitingUpTo: .zero)
            let generation = try await model.advanceRebuild(page)
            position = page.next
            meter.count(page.events.count, took: start.duration(to: clock.now))
            current.rebuild = ProjectionStatus.Rebuild(position: position, target: page.head, rate: meter.rate)
            if let generation {
                current.generation = generation
                current.position = max(current.position, position)
                return
            }
        }
    }
}
