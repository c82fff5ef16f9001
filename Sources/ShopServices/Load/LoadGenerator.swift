import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import Observability
import ServiceLifecycle
import Synchronization

/// Places orders at a rate, whether or not the shop keeps up: an open loop, as real customers are.
///
/// Orders that are on their way are bounded; those over the bound are skipped and counted, never queued.
public struct LoadGenerator: Service {
    /// Orders on their way at most.
    public static let inFlightLimit = 64

    private let topology: ShopTopology
    private let rate: Double
    private let seed: UInt64
    private let client: HTTPClient
    private let logger: Logger
    private let report: Duration

    /// - Parameters:
    ///   - rate: orders a second; 0 or less places none.
    ///   - report: how often the log says how it goes.
    public init(
        topology: ShopTopology, rate: Double, seed: UInt64, client: HTTPClient, logger: Logger,
        report: Duration = .seconds(10)
    ) {
        self.topology = topology
        self.rate = rate
        self.seed = seed
        self.client = client
        self.logger = logger
        self.report = report
    }

    /// Runs until it is shut down; then orders on their way may finish.
    public func run() async throws {
        guard rate > 0 else {
            try await gracefulShutdown()
            return
        }
        let tally = Tally()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await cancelWhenGracefulShutdown { await self.say(tally) } }
            group.addTask { await self.place(tally) }
        }
        logger.info("Load stopped", metadata: ["orders": "\(tally.counts)"])
    }

    private func place(_ tally: Tally) async {
        let clock = ContinuousClock()
        let mix = Mutex(OrderMix(seed: seed))
        await withDiscardingTaskGroup { group in
            var last = clock.now
            while !Task.isCancelled, !Task.isShuttingDownGracefully {
                // From the time it was due, not from now: a late wake-up must not lower the rate.
                let due = last + mix.withLock { $0.gap(rate: rate) }
                last = due
                await cancelWhenGracefulShutdown { try? await clock.sleep(until: due) }
                if Task.isCancelled || Task.isShuttingDownGracefully { return }
                let order = mix.withLock { $0.order() }
                guard tally.start() else { continue }
                group.addTask { tally.finish(await self.place(order)) }
            }
        }
    }

    private func place(_ order: OrderRequest) async -> LoadCounts.Ending {
        do {
            var request = HTTPClientRequest(url: topology.url(of: .orders) + "/orders")
            request.method = .POST
            request.headers.add(name: "content-type", value: "application/json")
            request.headers.add(name: "idempotency-key", value: UUID().uuidString)
            request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(order)))
            let response = try await client.execute(request, timeout: .seconds(30))
            _ = try await response.body.collect(upTo: 1 << 20)
            return response.status.code == 201 ? .confirmed : .failed
        } catch {
            return .unanswered
        }
    }

    private func say(_ tally: Tally) async {
        while (try? await ContinuousClock().sleep(for: report)) != nil {
            logger.info("Load", metadata: ["orders": "\(tally.counts)"])
        }
    }
}

/// Counts, shared by the orders on their way.
private final class Tally: Sendable {
    private let state = Mutex((counts: LoadCounts(), inFlight: 0))

    var counts: LoadCounts { state.withLock { $0.counts } }

    /// - Returns: `false` when too many are on their way; that is counted as skipped.
    func start() -> Bool {
        state.withLock { state in
            guard state.inFlight < LoadGenerator.inFlightLimit else {
                state.counts.count(.skipped)
                return false
            }
            state.inFlight += 1
            return true
        }
    }

    func finish(_ ending: LoadCounts.Ending) {
        state.withLock { state in
            state.inFlight -= 1
            state.counts.count(ending)
        }
    }
}
