import ResilienceTesting
import Testing

@testable import Resilience

/// The rules against a reference that keeps everything in plain lists, under random arrivals, departures and
/// cancellations.
struct BulkheadMachineTests {
    struct Reference {
        let policy: BulkheadPolicy
        var running: [BulkheadTier] = []
        var waiting: [(id: UInt64, tier: BulkheadTier)] = []

        func mayRun(_ tier: BulkheadTier) -> Bool {
            let held = running.count { $0 == tier }
            guard held < policy[tier].limit else { return false }
            if held < policy[tier].reserved { return true }
            var kept = 0
            for other in BulkheadTier.allCases where other != tier {
                kept += max(0, policy[other].reserved - running.count { $0 == other })
            }
            return running.count + kept < policy.capacity
        }

        /// Whom a free permit lets in: the most important first, then the oldest.
        mutating func letIn() -> [UInt64] {
            var entered: [UInt64] = []
            while let next = waiting.sorted(by: { ($0.tier, $0.id) < ($1.tier, $1.id) }).first(where: {
                mayRun($0.tier)
            }) {
                waiting.removeAll { $0.id == next.id }
                running.append(next.tier)
                entered.append(next.id)
            }
            return entered
        }
    }

    @Test func admissionOrderAndAccountsAreThoseOfTheReference() {
        for seed in ModelRuns.seeds(1_000) { compare(seed: UInt64(seed)) }
    }

    private func compare(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let policy = randomPolicy(&random)
        var machine = BulkheadMachine(policy: policy)
        var reference = Reference(policy: policy)
        for step in 0..<150 {
            let place: Comment = "seed \(seed) step \(step)"
            let tier = BulkheadTier.allCases[Int.random(in: 0..<3, using: &random)]
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<5: arrive(tier, &machine, &reference, place)
            case 5..<8 where !reference.running.isEmpty:
                let leaving = reference.running.remove(at: Int.random(in: 0..<reference.running.count, using: &random))
                let entered = machine.leave(leaving)
                #expect(entered == reference.letIn(), place)
            case 8 where !reference.waiting.isEmpty:
                let gone = reference.waiting.remove(at: Int.random(in: 0..<reference.waiting.count, using: &random))
                let left = machine.abandon(gone.id, gone.tier, timedOut: false)
                let leftTwice = machine.abandon(gone.id, gone.tier, timedOut: true)
                #expect(left && !leftTwice, place)
            default: break
            }
            let snapshot = machine.snapshot(name: "b")
            for shown in snapshot.tiers {
                #expect(shown.inUse == reference.running.count { $0 == shown.tier }, place)
                #expect(shown.waiting == reference.waiting.count { $0.tier == shown.tier }, place)
                #expect(shown.inUse <= shown.bounds.limit, place)
            }
            #expect(snapshot.inUse <= snapshot.capacity, place)
        }
    }

    private func arrive(
        _ tier: BulkheadTier, _ machine: inout BulkheadMachine, _ reference: inout Reference, _ place: Comment
    ) {
        let queued = reference.waiting.count { $0.tier == tier }
        switch machine.enter(tier) {
        case .entered:
            #expect(queued == 0 && reference.mayRun(tier), place)
            reference.running.append(tier)
        case .waits(let id):
            #expect(!reference.mayRun(tier) && queued < reference.policy[tier].queue, place)
            reference.waiting.append((id, tier))
        case .full(let waiting):
            #expect(!reference.mayRun(tier) && waiting == queued && queued == reference.policy[tier].queue, place)
        }
    }

    private func randomPolicy(_ random: inout SeededGenerator) -> BulkheadPolicy {
        func bounds() -> BulkheadPolicy.Bounds {
            let reserved = Int.random(in: 0...2, using: &random)
            let limit = Int.random(in: max(1, reserved)...4, using: &random)
            return BulkheadPolicy.Bounds(
                permits: reserved...limit, queue: Int.random(in: 0...4, using: &random), longestWait: .seconds(1))
        }
        return BulkheadPolicy(
            critical: bounds(), normal: bounds(), reporting: bounds(), capacity: Int.random(in: 1...9, using: &random))
    }
}
