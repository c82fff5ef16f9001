import Operations
import Resilience

/// Shows a service's bulkheads.
public struct BulkheadOperations: BulkheadOffer {
    private let members: [any OperableBulkhead]

    /// - Parameter bulkheads: each has a name of its own.
    public init(_ bulkheads: [any OperableBulkhead]) {
        members = bulkheads
    }

    public func bulkheads() -> [BulkheadReport] {
        members.map { BulkheadReport($0.snapshot()) }
    }
}

extension BulkheadReport {
    fileprivate init(_ snapshot: BulkheadSnapshot) {
        let tiers = snapshot.tiers.map { Tier($0) }
        // Everything that happens to a bulkhead is counted, so that the sum of the counts grows with each change.
        let changes = tiers.reduce(0) { $0 + 2 * $1.entered + $1.queued + $1.rejected + $1.timedOut + $1.cancelled }
        self.init(
            name: snapshot.name, capacity: snapshot.capacity, inUse: snapshot.inUse, tiers: tiers,
            revision: max(0, changes - snapshot.inUse))
    }
}

extension BulkheadReport.Tier {
    fileprivate init(_ tier: BulkheadSnapshot.Tier) {
        self.init(
            tier: tier.tier.rawValue, reserved: tier.bounds.reserved, limit: tier.bounds.limit,
            queue: tier.bounds.queue, longestWait: tier.bounds.longestWait / .seconds(1), inUse: tier.inUse,
            waiting: tier.waiting, entered: Int(clamping: tier.counts.entered),
            queued: Int(clamping: tier.counts.queued), rejected: Int(clamping: tier.counts.rejected),
            timedOut: Int(clamping: tier.counts.timedOut), cancelled: Int(clamping: tier.counts.cancelled))
    }
}
