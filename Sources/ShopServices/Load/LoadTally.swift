import Histogram
import Synchronization

/// Counts what customers do and how long orders take; shared by all that is on its way.
final class LoadTally: Sendable {
    private struct State {
        var counts: [CustomerAct.Kind: LoadCounts] = [:]
        var inFlight = 0
        /// Microseconds, from the moment an order was due.
        var latencies = Histogram<UInt64>(
            lowestDiscernibleValue: 1, highestTrackableValue: 120_000_000, numberOfSignificantValueDigits: .three)
    }

    private let state = Mutex(State())
    private let limit: Int

    /// - Parameter limit: acts on their way at most.
    init(limit: Int) { self.limit = limit }

    /// - Returns: `false` when too many are on their way; that is counted as skipped.
    func start(_ kind: CustomerAct.Kind) -> Bool {
        state.withLock { state in
            guard state.inFlight < limit else {
                state.counts[kind, default: LoadCounts()].count(.skipped)
                return false
            }
            state.inFlight += 1
            return true
        }
    }

    /// - Parameter took: from when it was due, not from when it was sent: a load generator that waits for the service
    ///   would otherwise leave out the very requests that had to wait (coordinated omission).
    func finish(_ kind: CustomerAct.Kind, _ ending: LoadCounts.Ending, took: Duration) {
        state.withLock { state in
            state.inFlight -= 1
            state.counts[kind, default: LoadCounts()].count(ending)
            guard kind == .orders, ending == .accepted else { return }
            let parts = took.components
            let microseconds =
                UInt64(max(0, parts.seconds)) * 1_000_000 + UInt64(max(0, parts.attoseconds)) / 1_000_000_000_000
            _ = state.latencies.record(min(max(microseconds, 1), 120_000_000))
        }
    }

    /// Forgets how long orders took: at another rate they take another time.
    func forgetLatencies() { state.withLock { $0.latencies.reset() } }

    func report(rate: Double) -> LoadReport {
        state.withLock { state in
            let counts = Dictionary(uniqueKeysWithValues: state.counts.map { ($0.key.rawValue, $0.value) })
            func milliseconds(_ percentile: Double) -> Double {
                Double(state.latencies.valueAtPercentile(percentile)) / 1000
            }
            let latency =
                state.latencies.totalCount == 0
                ? nil : LoadReport.Latency(p50: milliseconds(50), p99: milliseconds(99), most: milliseconds(100))
            return LoadReport(rate: rate, counts: counts, orderLatency: latency)
        }
    }
}
