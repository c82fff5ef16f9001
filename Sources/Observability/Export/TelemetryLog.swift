import DequeModule
import Logging
import NIOPosix
import ServiceLifecycle
import Resilience
import Tracing

/// The way of spans and log records into the shared trace log: a bounded queue and one writer.
///
/// Whoever records never waits: a record goes into the queue, or, when the queue is full, is counted as dropped. The
/// writer takes what has gathered, encodes up to ``Settings/batchLimit`` records a line and appends each line with one
/// `write`. When the disk is full or the file cannot be opened, the line is kept and tried again, less and less often
/// up to every five seconds; the log says so once at the start, about twice a minute while it lasts, and at the end.
public final class TelemetryLog: Service {
    /// How much is gathered, and for how long.
    public struct Settings: Sendable {
        /// The file; it is made when it does not exist, its folder is not.
        public var path: String
        /// Records that wait at most, 8,192 by default.
        public var queueLimit: Int
        /// Records a line at most, 256 by default.
        public var batchLimit: Int
        /// How long the first record of a batch waits for others, 50 ms by default.
        public var gathering: Duration
        /// Attempts at writing what is left when the service shuts down.
        public var attemptsAtShutdown: Int
        public var limits: SpanLimits

        public init(
            path: String, queueLimit: Int = 8192, batchLimit: Int = 256, gathering: Duration = .milliseconds(50),
            attemptsAtShutdown: Int = 3, limits: SpanLimits = SpanLimits()
        ) {
            self.path = path
            self.queueLimit = max(1, queueLimit)
            self.batchLimit = max(1, batchLimit)
            self.gathering = gathering
            self.attemptsAtShutdown = max(1, attemptsAtShutdown)
            self.limits = limits
        }
    }

    private struct Queue {
        var records: Deque<TelemetryRecord> = []
        var counts = TelemetryCounts()
    }

    private let settings: Settings
    private let clock: any Clock<Duration>
    private let threads: NIOThreadPool
    private let queue = Locked(Queue())
    private let writer: Locked<TelemetryWriter>
    private let signals: AsyncStream<Void>
    private let signal: AsyncStream<Void>.Continuation

    /// - Parameters:
    ///   - logger: told about lost records and failing writes.
    ///   - threads: where `write` may block.
    ///   - clock: measures gathering and waiting between attempts.
    public init(
        _ settings: Settings, resource: TelemetryResource, logger: Logger, threads: NIOThreadPool = .singleton,
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.settings = settings
        self.clock = clock
        self.threads = threads
        writer = Locked(TelemetryWriter(settings: settings, resource: resource, logger: logger))
        (signals, signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// What became of the records so far.
    public var counts: TelemetryCounts { queue.withLock { $0.counts } }

    func enqueue(_ record: TelemetryRecord) {
        let wasFirst = queue.withLock { queue in
            guard queue.counts.waiting < settings.queueLimit else {
                queue.counts.dropped += 1
                return false
            }
            queue.records.append(record)
            queue.counts.waiting += 1
            return queue.records.count == 1
        }
        if wasFirst { wake() }
    }

    func wake() { signal.yield() }

    /// Writes until the service is shut down, then writes what is left.
    public func run() async throws {
        await cancelWhenGracefulShutdown { await self.writeUntilCancelled() }
        for _ in 0..<settings.attemptsAtShutdown where await drain() != nil {}
        let lost = queue.withLock { queue in
            let lost = queue.counts.waiting
            queue.counts.dropped += lost
            queue.counts.waiting = 0
            queue.records.removeAll()
            return lost
        }
        writer.withLock { $0.end(lost: lost) }
    }

    /// Tries once to write everything that was recorded before the call, and returns when it is in the file or has
    /// failed.
    public func flush() async { _ = await drain() }

    private func writeUntilCancelled() async {
        var pause = settings.gathering
        for await _ in signals {
            // Cancellation only cuts the wait short.
            try? await clock.sleep(for: pause)
            if await drain() == nil {
                pause = settings.gathering
            } else {
                pause = min(pause * 2, .seconds(5))
                wake()
            }
            if Task.isCancelled { return }
        }
    }

    /// Writes what waits now. Not cancellable: what is taken from the queue has to end up somewhere.
    private func drain() async -> (any Error)? {
        await withCheckedContinuation { continuation in
            threads.submit { _ in continuation.resume(returning: self.drainHere()) }
        }
    }

    private func drainHere() -> (any Error)? {
        writer.withLock { writer in
            while true {
                if !writer.hasUnwrittenLines {
                    let batch = queue.withLock { queue in
                        let batch = Array(queue.records.prefix(settings.batchLimit))
                        queue.records.removeFirst(batch.count)
                        return batch
                    }
                    if batch.isEmpty { return nil }
                    writer.take(batch)
                }
                let failure = writer.write { written in
                    queue.withLock { queue in
                        queue.counts.written += written
                        queue.counts.waiting -= written
                    }
                }
                if let failure {
                    let counts = queue.withLock { queue in
                        queue.counts.failedWrites += 1
                        return queue.counts
                    }
                    writer.say(failure, counts: counts)
                    return failure
                }
                writer.sayRecovered(counts: counts)
            }
        }
    }
}
