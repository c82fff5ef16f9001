import Foundation
import Logging
import Resilience

/// Delivers the events of one publisher in one lane to one group.
actor ChannelWorker {
    struct Surroundings: Sendable {
        let tables: BusTables
        let clock: any Clock<Duration>
        let now: @Sendable () -> Date
        let jitter: JitterSource
        let logger: Logger
    }

    nonisolated let channel: BusTables.Channel
    private let subscription: Subscription
    private let source: any EventSource
    private let around: Surroundings
    /// How many events are read, and delivered between two checkpoints, at most.
    private let batchSize = 100
    private var bell: AsyncStream<Void>.Continuation?
    private(set) var head = 0
    private(set) var trouble: String?

    init(_ subscription: Subscription, _ source: any EventSource, _ lane: Lane, _ around: Surroundings) {
        self.subscription = subscription
        self.source = source
        self.around = around
        channel = BusTables.Channel(group: subscription.group, source: source.name, lane: lane)
    }

    /// Ends the worker's present waiting: something has changed.
    func wake() {
        bell?.yield()
    }

    func isUpToDate() async throws -> Bool {
        let cursor = try await around.tables.cursor(channel)
        let page = try await source.page(
            after: cursor.position, matching: subscription.filter(channel.lane), limit: 1, waitingUpTo: .zero)
        return page.events.isEmpty && cursor.replay == nil
    }

    func passOverAll() async throws {
        let cursor = try await around.tables.cursor(channel)
        let page = try await source.page(
            after: cursor.position, matching: subscription.filter(channel.lane), limit: 1, waitingUpTo: .zero)
        if page.head > cursor.position {
            try await around.tables.advance(channel, from: cursor.position, to: page.head)
        }
    }

    func run() async throws {
        var failures = 0
        while true {
            try Task.checkCancellation()
            let (rings, bell) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
            self.bell = bell
            do {
                let patience = try await deliverParked()
                try await deliverNext(waitingUpTo: patience, orUntil: rings)
                failures = 0
                trouble = nil
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                // Neither the publisher's trouble nor that of the own disk is an event's fault: wait and go on.
                failures += 1
                trouble = "\(error)"
                around.logger.warning("bus cannot go on", metadata: ["group": "\(channel.group)", "error": "\(error)"])
                let wait = subscription.retry.backoff.delay(afterAttempt: failures, jitter: around.jitter)
                try await around.clock.sleep(for: wait)
            }
        }
    }

    // MARK: - Events put aside

    /// Tries those again that are due.
    /// - Returns: how long until the next is due, at most 30 s.
    private func deliverParked() async throws -> Duration {
        while true {
            try Task.checkCancellation()
            guard let (parked, due) = try await around.tables.nextParked(channel, limit: 1).first else {
                return .seconds(30)
            }
            let wait = due.timeIntervalSince(around.now())
            guard wait <= 0 else { return .seconds(min(30, wait)) }
            try await deliver(parked)
        }
    }

    private func deliver(_ parked: BusTables.Parked) async throws {
        if let reason = try await failure(of: parked.event, attempt: parked.attempts + 1, isReplay: false) {
            let verdict = verdict(reason, attempts: parked.attempts + 1)
            try await around.tables.failed(
                parked.id, reason: reason.text, isDead: verdict.isDead, due: verdict.due, at: around.now())
        } else {
            try await around.tables.unpark(parked.id)
        }
    }

    // MARK: - New events

    private func deliverNext(waitingUpTo patience: Duration, orUntil rings: AsyncStream<Void>) async throws {
        let cursor = try await around.tables.cursor(channel)
        if cursor.replay?.isPaused == true { return try await pause(patience, orUntil: rings) }
        let (source, filter, limit) = (source, subscription.filter(channel.lane), batchSize)
        // What is replayed is there already, or there is nothing of this lane to wait for.
        let patience = cursor.replay == nil ? patience : .zero
        let page = try await withThrowingTaskGroup(of: EventPage?.self) { group in
            group.addTask {
                try await source.page(
                    after: cursor.position, matching: filter, limit: limit, waitingUpTo: patience)
            }
            group.addTask {
                for await _ in rings { return nil }
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
        try Task.checkCancellation()
        guard let page else { return }
        head = max(head, page.head)
        try await deliver(page, from: cursor)
    }

    /// Waits while a replay is paused.
    private func pause(_ patience: Duration, orUntil rings: AsyncStream<Void>) async throws {
        let clock = around.clock
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await clock.sleep(for: patience) }
            group.addTask { for await _ in rings { return } }
            defer { group.cancelAll() }
            try await group.next()
        }
        try Task.checkCancellation()
    }

    private func deliver(_ whole: EventPage, from cursor: BusTables.Cursor) async throws {
        let page = cursor.replay.map { whole.cut(at: $0.through) } ?? whole
        try await deliver(page: page, from: cursor)
        if let replay = cursor.replay, page.next >= replay.through { try await around.tables.endReplay(channel) }
    }

    private func deliver(page: EventPage, from cursor: BusTables.Cursor) async throws {
        var parked = try await around.tables.parkedStreams(channel)
        var checkpoint = cursor.position
        var reached = cursor.position
        do {
            for event in page.events {
                try Task.checkCancellation()
                if subscription.wants(event) {
                    let failure = try await attempt(
                        event, behind: parked, isReplay: event.position <= cursor.replayUntil)
                    if let failure {
                        try await around.tables.park(
                            event, channel, from: checkpoint, due: failure.due, failure: failure.details)
                        parked.insert(event.stream)
                        checkpoint = event.position
                    }
                }
                reached = event.position
            }
            reached = page.next
        } catch {
            // What was delivered need not be delivered again.
            if reached > checkpoint { try? await around.tables.advance(channel, from: checkpoint, to: reached) }
            throw error
        }
        if reached > checkpoint { try await around.tables.advance(channel, from: checkpoint, to: reached) }
    }

    private struct PutAside {
        let due: Date
        let details: (reason: String, isDead: Bool, at: Date)?
    }

    /// - Returns: nil if it was delivered; otherwise how it is put aside.
    private func attempt(_ event: Event, behind parked: Set<StreamID>, isReplay: Bool) async throws -> PutAside? {
        let now = around.now()
        if parked.contains(event.stream) { return PutAside(due: now, details: nil) }
        guard let reason = try await failure(of: event, attempt: 1, isReplay: isReplay) else { return nil }
        let verdict = verdict(reason, attempts: 1)
        return PutAside(due: verdict.due, details: (reason.text, verdict.isDead, around.now()))
    }

    // MARK: - One delivery

    /// - Returns: why it failed; `nil`: it did not.
    /// - Throws: `CancellationError` if the worker is to end: then it is not the event's failure.
    private func failure(
        of event: Event, attempt: Int, isReplay: Bool
    ) async throws -> (text: String, isFinal: Bool)? {
        do {
            try await subscription.handle(
                event, Delivery(source: channel.source, attempt: attempt, isReplay: isReplay))
            return nil
        } catch {
            try Task.checkCancellation()
            return (String("\(error)".prefix(2_000)), error is Undeliverable)
        }
    }

    private func verdict(_ reason: (text: String, isFinal: Bool), attempts: Int) -> (isDead: Bool, due: Date) {
        let isDead = reason.isFinal || attempts >= subscription.retry.attempts
        let wait = subscription.retry.backoff.delay(afterAttempt: attempts, jitter: around.jitter)
        return (isDead, around.now().addingTimeInterval(wait / .seconds(1)))
    }
}

extension EventPage {
    /// Only what is not after a position.
    fileprivate func cut(at last: Int) -> EventPage {
        EventPage(events: events.filter { $0.position <= last }, next: min(next, last), head: head)
    }
}
