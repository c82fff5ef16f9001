import AsyncHTTPClient
import Logging
import ServiceLifecycle

/// Customers that come at a rate, whether or not the shop keeps up: an open loop, as real customers are.
///
/// What is on its way is bounded; what is over the bound is skipped and counted, never queued.
public struct LoadGenerator: Service {
    /// Acts on their way at most.
    public static let inFlightLimit = 2_000
    /// A changed rate is noticed after this time at the latest.
    private static let longestSleep = Duration.milliseconds(200)

    private let files: ShopFiles
    private let dial: LoadDial
    private let seed: UInt64
    private let customer: Customer
    private let logger: Logger
    private let clock = ContinuousClock()

    init(files: ShopFiles, topology: ShopTopology, dial: LoadDial, seed: UInt64, client: HTTPClient, logger: Logger) {
        self.files = files
        self.dial = dial
        self.seed = seed
        customer = Customer(topology: topology, client: client, clock: clock)
        self.logger = logger
    }

    /// Runs until it is shut down; then what is on its way may finish.
    public func run() async throws {
        let tally = LoadTally(limit: Self.inFlightLimit)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await cancelWhenGracefulShutdown { await self.tell(tally) } }
            group.addTask { await self.sendCustomers(tally) }
        }
        report(tally)
        logger.info("Load stopped", metadata: ["counts": "\(tally.report(rate: dial.rate).counts)"])
    }

    private var isOver: Bool { Task.isCancelled || Task.isShuttingDownGracefully }

    private func sendCustomers(_ tally: LoadTally) async {
        var mix = CustomerMix(seed: seed)
        await withDiscardingTaskGroup { group in
            var rate = 0.0
            var due = clock.now
            while !isOver {
                let wanted = dial.rate
                guard wanted > 0 else {
                    rate = 0
                    await cancelWhenGracefulShutdown { [dial] in
                        for await new in dial.changes() where new > 0 { break }
                    }
                    continue
                }
                if wanted != rate {
                    // Arrivals have no memory: a gap that is drawn anew is as good as the rest of the old one.
                    rate = wanted
                    tally.forgetLatencies()
                    due = clock.now + mix.gap(rate: rate)
                }
                let wake = min(due, clock.now + Self.longestSleep)
                await cancelWhenGracefulShutdown { [clock] in try? await clock.sleep(until: wake) }
                guard !isOver, clock.now >= due else { continue }
                let arrival = due
                // From the time it was due, not from now: a late wake-up must not lower the rate.
                due += mix.gap(rate: rate)
                let act = mix.next()
                guard tally.start(act.kind) else { continue }
                group.addTask { [customer, clock] in
                    let ending = await customer.does(act)
                    tally.finish(act.kind, ending, took: arrival.duration(to: clock.now))
                }
            }
        }
    }

    /// Keeps the report true, and says it in the log now and then.
    private func tell(_ tally: LoadTally) async {
        var round = 0
        while (try? await clock.sleep(for: .seconds(1))) != nil {
            report(tally)
            round += 1
            if round % 10 == 0, dial.rate > 0 {
                logger.info("Load", metadata: ["counts": "\(tally.report(rate: dial.rate).counts)"])
            }
        }
    }

    private func report(_ tally: LoadTally) {
        do { try tally.report(rate: dial.rate).write(files) } catch {
            logger.warning("The load's report cannot be written", metadata: ["error": "\(error)"])
        }
    }
}
