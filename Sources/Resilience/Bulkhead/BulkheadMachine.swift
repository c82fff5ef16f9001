import DequeModule

/// The rules of a bulkhead as a value: who may go in, who waits, who is next.
struct BulkheadMachine: Sendable {
    typealias WaiterID = UInt64

    enum Entry: Sendable, Hashable {
        case entered
        case waits(WaiterID)
        case full(waiting: Int)
    }

    private struct Tier: Sendable {
        var inUse = 0
        var queue: Deque<WaiterID> = []
        var counts = BulkheadSnapshot.Counts()
    }

    let policy: BulkheadPolicy
    private var tiers = [Tier](repeating: Tier(), count: BulkheadTier.allCases.count)
    /// Permits that are neither taken nor reserved.
    private var shared: Int
    private var waiting = 0
    private var lastWaiter: WaiterID = 0

    init(policy: BulkheadPolicy) {
        self.policy = policy
        shared = policy.capacity - BulkheadTier.allCases.reduce(0) { $0 + policy[$1].reserved }
    }

    /// Asks for a permit.
    /// - Complexity: O(1).
    mutating func enter(_ tier: BulkheadTier) -> Entry {
        if tiers[tier.rank].queue.isEmpty, hasRoom(for: tier) {
            take(tier)
            return .entered
        }
        guard tiers[tier.rank].queue.count < policy[tier].queue else {
            tiers[tier.rank].counts.rejected += 1
            return .full(waiting: tiers[tier.rank].queue.count)
        }
        lastWaiter += 1
        waiting += 1
        tiers[tier.rank].queue.append(lastWaiter)
        tiers[tier.rank].counts.queued += 1
        return .waits(lastWaiter)
    }

    /// Gives a permit back, and says who go in now, the most important first.
    /// - Complexity: O(1) and the number of those who go in.
    mutating func leave(_ tier: BulkheadTier) -> [WaiterID] {
        giveBack(tier)
        return admitWaiters()
    }

    /// A waiter that does not want to wait any longer.
    /// - Returns: whether it was still waiting. If not, it has a permit.
    /// - Complexity: O(length of its queue).
    mutating func abandon(_ waiter: WaiterID, _ tier: BulkheadTier, timedOut: Bool) -> Bool {
        guard let place = tiers[tier.rank].queue.firstIndex(of: waiter) else { return false }
        tiers[tier.rank].queue.remove(at: place)
        waiting -= 1
        if timedOut { tiers[tier.rank].counts.timedOut += 1 } else { tiers[tier.rank].counts.cancelled += 1 }
        return true
    }

    func snapshot(name: String) -> BulkheadSnapshot {
        BulkheadSnapshot(
            name: name,
            capacity: policy.capacity,
            inUse: tiers.reduce(0) { $0 + $1.inUse },
            tiers: BulkheadTier.allCases.map { tier in
                let held = tiers[tier.rank]
                return BulkheadSnapshot.Tier(
                    tier: tier, bounds: policy[tier], inUse: held.inUse, waiting: held.queue.count, counts: held.counts)
            }
        )
    }

    // MARK: - Steps

    /// A tier may take its reserved permits, and of the others those that nobody's reservation needs.
    private func hasRoom(for tier: BulkheadTier) -> Bool {
        let held = tiers[tier.rank].inUse
        return held < policy[tier].limit && (held < policy[tier].reserved || shared > 0)
    }

    private mutating func take(_ tier: BulkheadTier) {
        if tiers[tier.rank].inUse >= policy[tier].reserved { shared -= 1 }
        tiers[tier.rank].inUse += 1
        tiers[tier.rank].counts.entered += 1
    }

    private mutating func giveBack(_ tier: BulkheadTier) {
        tiers[tier.rank].inUse -= 1
        if tiers[tier.rank].inUse >= policy[tier].reserved { shared += 1 }
    }

    private mutating func admitWaiters() -> [WaiterID] {
        guard waiting > 0 else { return [] }
        var admitted: [WaiterID] = []
        for tier in BulkheadTier.allCases {
            while hasRoom(for: tier), let waiter = tiers[tier.rank].queue.popFirst() {
                waiting -= 1
                take(tier)
                admitted.append(waiter)
            }
        }
        return admitted
    }
}
