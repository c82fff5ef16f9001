import Foundation

/// Counts good and bad probes over the last 5 minutes, hour and day in buckets of 5 s, 1 min and 15 min: 864 bytes an
/// endpoint whatever its interval.
struct UptimeCounter: Sendable, Codable, Equatable {
    /// A ring of buckets with the sums over it kept beside.
    struct Ring: Sendable, Codable, Equatable {
        let seconds: Int64
        private var good: [UInt16]
        private var all: [UInt16]
        /// Number of the newest bucket since 1970; nil before the first probe.
        private var newest: Int64?
        private var goodSum = 0
        private var allSum = 0

        init(buckets: Int, seconds: Int64) {
            self.seconds = seconds
            good = Array(repeating: 0, count: buckets)
            all = good
        }

        /// False for a ring from a file that was damaged: its numbers would lead outside of its buckets.
        func isSound(buckets: Int, seconds: Int64) -> Bool {
            all.count == buckets && good.count == buckets && self.seconds == seconds && newest ?? 0 >= 0
                && zip(good, all).allSatisfy { $0 <= $1 } && all.reduce(0) { $0 + Int($1) } == allSum
                && good.reduce(0) { $0 + Int($1) } == goodSum
        }

        var share: Double? { allSum == 0 ? nil : Double(goodSum) / Double(allSum) }

        mutating func count(good isGood: Bool?, at second: Int64) {
            advance(to: max(0, second) / seconds)
            guard let isGood, let newest else { return }
            let index = Int(newest % Int64(all.count))
            guard all[index] < .max else { return }
            all[index] += 1
            allSum += 1
            if isGood {
                good[index] += 1
                goodSum += 1
            }
        }

        /// Empties the buckets that time has passed. A clock that was set back counts into the newest bucket.
        private mutating func advance(to bucket: Int64) {
            guard let last = newest else {
                newest = bucket
                return
            }
            guard bucket > last else { return }
            for passed in (last + 1)..<(last + 1 + min(bucket - last, Int64(all.count))) {
                let index = Int(passed % Int64(all.count))
                goodSum -= Int(good[index])
                allSum -= Int(all[index])
                good[index] = 0
                all[index] = 0
            }
            // The loop names buckets by `last + 1 …`; when more than a whole ring has passed, all are empty anyway.
            newest = bucket
        }
    }

    private var fiveMinutes = Ring(buckets: 60, seconds: 5)
    private var hour = Ring(buckets: 60, seconds: 60)
    private var day = Ring(buckets: 96, seconds: 900)

    /// False when this was read from a file and is not as it was written.
    var isSound: Bool {
        fiveMinutes.isSound(buckets: 60, seconds: 5) && hour.isSound(buckets: 60, seconds: 60)
            && day.isSound(buckets: 96, seconds: 900)
    }

    /// - Parameter health: `unknown` counts neither way, but lets old buckets expire.
    mutating func count(_ health: Health, at now: Date) {
        let second = Int64(now.timeIntervalSince1970.rounded(.down))
        let good: Bool? = health == .unknown ? nil : health != .unhealthy
        fiveMinutes.count(good: good, at: second)
        hour.count(good: good, at: second)
        day.count(good: good, at: second)
    }

    var uptime: Uptime { Uptime(fiveMinutes: fiveMinutes.share, hour: hour.share, day: day.share) }
}
