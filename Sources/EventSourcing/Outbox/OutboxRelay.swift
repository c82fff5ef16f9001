import Foundation
import Logging
import Resilience

/// Sends what waits in an outbox: at least once, messages with the same key in order and one at a time, with growing
/// waits after failures.
public struct OutboxRelay: Sendable {
    private let store: any EventStore
    private let send: @Sendable (OutboxMessage) async throws -> Void
    private let backoff: Backoff
    private let sendersAtOnce: Int
    private let clock: any Clock<Duration>
    private let now: @Sendable () -> Date
    private let jitter: JitterSource
    private let logger: Logger

    /// A relay.
    /// - Parameters:
    ///   - sendersAtOnce: how many messages, of different keys, are under way at once; at least one.
    ///   - now: the time of day, by which messages are due.
    ///   - send: sends one message and returns when the receiver has it for certain.
    public init(
        of store: any EventStore, backoff: Backoff = Backoff(limit: .seconds(60)), sendersAtOnce: Int = 16,
        clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Date = { Date() }, jitter: JitterSource = .system,
        logger: Logger = Logger(label: "fusebox.outbox"), send: @escaping @Sendable (OutboxMessage) async throws -> Void
    ) {
        self.store = store
        self.send = send
        self.backoff = backoff
        self.sendersAtOnce = max(1, sendersAtOnce)
        self.clock = clock
        self.now = now
        self.jitter = jitter
        self.logger = logger
    }

    /// Sends until cancelled.
    public func run() async throws {
        var failures = 0
        while true {
            try Task.checkCancellation()
            do {
                // Listen first and look afterwards, so that nothing arrives unseen in between.
                let arrivals = store.arrivals()
                let wait = try await sendDue()
                failures = 0
                try await pause(wait, orUntil: arrivals)
            } catch let error as EventStoreError where error != .cancelled {
                failures += 1
                logger.warning("outbox cannot be read", metadata: ["error": "\(error)"])
                try await clock.sleep(for: backoff.delay(afterAttempt: failures, jitter: jitter))
            }
        }
    }

    /// Sends everything that is due.
    /// - Returns: how long until the next message is due, at most 30 s.
    private func sendDue() async throws -> Duration {
        while true {
            let heads = try await store.nextMessages(limit: 256)
            let present = now()
            let due = heads.filter { $0.due <= present }
            guard !due.isEmpty else {
                let next = heads.map(\.due).min() ?? .distantFuture
                return .seconds(min(30, next.timeIntervalSince(present)))
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (index, entry) in due.enumerated() {
                    if index >= sendersAtOnce { try await group.next() }
                    group.addTask { try await self.sendOne(entry) }
                }
                try await group.waitForAll()
            }
        }
    }

    private func sendOne(_ entry: OutboxEntry) async throws {
        do {
            try await send(entry.message)
        } catch {
            try Task.checkCancellation()
            let wait = backoff.delay(afterAttempt: entry.attempts + 1, jitter: jitter)
            try await store.messageFailed(
                entry.number, error: String("\(error)".prefix(2_000)), due: now().addingTimeInterval(wait / .seconds(1))
            )
            return
        }
        try await store.messageWasSent(entry.number)
    }

    private func pause(_ wait: Duration, orUntil arrivals: AsyncStream<Int>) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await clock.sleep(for: wait) }
            group.addTask { for await _ in arrivals { return } }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}
