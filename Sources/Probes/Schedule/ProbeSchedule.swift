import DequeModule
import HeapModule

/// Decides which probe starts when. A value without clock or task: time comes in, places to start come out.
///
/// Each endpoint has a *slot*. Its probes are planned on a grid of its own (`phase + n × interval`), so lateness never
/// adds up; each one is due at its planned time ± 2 % of the interval by chance, so that endpoints of equal interval do
/// not march in step. What is due waits in its tier's queue for a free place of that tier. Whoever wakes for a probe takes
/// those along that would be due right after: a process that wakes for each of them alone finds its caches cold each time,
/// which doubles what a probe costs.
struct ProbeSchedule: Sendable {
    /// Names one use of a slot: a number that is used again has another generation.
    struct Slot: Sendable, Hashable {
        let index: Int
        let generation: Int
    }

    private enum Activity { case idle, queued, running }

    private struct Entry {
        var generation: Int
        var interval: Duration
        var tier: ProbeTier
        /// The next point of the grid.
        var planned: Duration
        /// `planned` ± jitter.
        var due: Duration
        var activity = Activity.idle
        var overdue = 0
    }

    private struct Alarm: Comparable {
        let due: Duration
        let slot: Slot

        static func < (left: Alarm, right: Alarm) -> Bool { left.due < right.due }
        static func == (left: Alarm, right: Alarm) -> Bool { left.due == right.due && left.slot == right.slot }
    }

    private struct Bulkhead {
        var limit: Int
        var running = 0
        var queue = Deque<Slot>()
    }

    /// Share of the interval by which a probe may be early or late by chance.
    static let jitter = 0.02
    /// Share of the interval by which a probe may be early to go along with one that is due. With the jitter it stays
    /// within 5 % of the interval.
    static let company = 0.025

    private var entries: [Int: Entry] = [:]
    private var heap = Heap<Alarm>()
    private var bulkheads: [ProbeTier: Bulkhead]
    private var nextGeneration = 0
    private var random: SeededGenerator
    /// Probes that were due while the one before had not ended, over all slots.
    private(set) var overdue = 0
    /// Probes started.
    private(set) var started = 0

    init(limits: ProbeLimits, seed: UInt64) {
        random = SeededGenerator(seed: seed)
        bulkheads = Dictionary(uniqueKeysWithValues: ProbeTier.allCases.map { ($0, Bulkhead(limit: limits[$0])) })
    }

    /// New widths; running probes over a smaller width end normally.
    mutating func setLimits(_ limits: ProbeLimits) {
        for tier in ProbeTier.allCases { bulkheads[tier]?.limit = limits[tier] }
    }

    /// Takes an endpoint in, its first probe within `spread` from now.
    /// - Complexity: O(log n)
    mutating func add(index: Int, interval: Duration, tier: ProbeTier, at now: Duration, within spread: Duration)
        -> Slot
    {
        nextGeneration += 1
        let slot = Slot(index: index, generation: nextGeneration)
        let first = now + min(spread, interval) * Double.random(in: 0..<1, using: &random)
        entries[index] = Entry(generation: slot.generation, interval: interval, tier: tier, planned: first, due: first)
        heap.insert(Alarm(due: first, slot: slot))
        return slot
    }

    /// Forgets an endpoint. A probe of it that runs keeps its place until `finished`.
    mutating func remove(_ slot: Slot) {
        guard let entry = entry(slot) else { return }
        entries[slot.index] = nil
        if entry.activity == .running { orphans[slot] = entry.tier }
    }

    /// Running probes whose endpoint is gone, by the tier whose place they hold.
    private var orphans: [Slot: ProbeTier] = [:]

    /// The earliest time at which something is due; nil without endpoints.
    /// - Complexity: amortized O(log n)
    mutating func nextDue() -> Duration? {
        while let first = heap.min {
            if entry(first.slot)?.due == first.due { return first.due }
            heap.removeMin()
        }
        return nil
    }

    /// When the slot's next probe is due.
    func due(_ slot: Slot) -> Duration? { entry(slot)?.due }

    /// How many probes of the slot were due before the one before had ended.
    func overdue(_ slot: Slot) -> Int { entry(slot)?.overdue ?? 0 }

    /// Slots whose probes must start now. Call it again at `nextDue()` and after `finished` and `probeNow`.
    /// - Complexity: O(k log n) for k slots that are due
    mutating func start(at now: Duration) -> [Slot] {
        var isAnyDue = false
        while let due = nextDue(), let slot = heap.min?.slot {
            if due <= now { isAnyDue = true } else if !isAnyDue || !goesAlong(slot, due - now) { break }
            heap.removeMin()
            comesDue(slot, now: now)
        }
        var starts: [Slot] = []
        for tier in ProbeTier.allCases { fill(tier, &starts) }
        started += starts.count
        return starts
    }

    /// One whose probe is still under way does not: it would count as overdue before its time.
    private func goesAlong(_ slot: Slot, _ early: Duration) -> Bool {
        guard let entry = entry(slot), entry.activity == .idle else { return false }
        return early <= entry.interval * Self.company
    }

    /// A probe is wanted at once, in front of its tier's queue. Nothing happens when one runs or waits already, for its
    /// answer is the one that is wanted. The plan stays as it was.
    mutating func probeNow(_ slot: Slot) {
        guard var entry = entry(slot) else { return }
        switch entry.activity {
        case .running: return
        case .queued: bulkheads[entry.tier]?.queue.removeAll { $0 == slot }
        case .idle: break
        }
        entry.activity = .queued
        entries[slot.index] = entry
        bulkheads[entry.tier]?.queue.prepend(slot)
    }

    /// A probe ended, with whatever result: its place is free. Exactly once for each slot that `start` gave.
    mutating func finished(_ slot: Slot) {
        if let tier = orphans.removeValue(forKey: slot) {
            bulkheads[tier]?.running -= 1
        } else if let entry = entry(slot), entry.activity == .running {
            entries[slot.index]?.activity = .idle
            bulkheads[entry.tier]?.running -= 1
        }
    }

    /// True when something waits that a free place could take.
    var hasWaiting: Bool { bulkheads.values.contains { !$0.queue.isEmpty && $0.running < $0.limit } }

    private func entry(_ slot: Slot) -> Entry? {
        guard let entry = entries[slot.index], entry.generation == slot.generation else { return nil }
        return entry
    }

    private mutating func comesDue(_ slot: Slot, now: Duration) {
        guard var entry = entry(slot) else { return }
        if entry.activity == .idle {
            entry.activity = .queued
            bulkheads[entry.tier]?.queue.append(slot)
        } else {
            entry.overdue += 1
            overdue += 1
        }
        entry.planned += entry.interval
        // After a pause of the whole process (laptop lid, ^Z) the missed probes are not made up for.
        if entry.planned < now { entry.planned = now + entry.interval }
        entry.due = entry.planned + entry.interval * Double.random(in: -Self.jitter...Self.jitter, using: &random)
        entries[slot.index] = entry
        heap.insert(Alarm(due: entry.due, slot: slot))
    }

    private mutating func fill(_ tier: ProbeTier, _ starts: inout [Slot]) {
        while let bulkhead = bulkheads[tier], bulkhead.running < bulkhead.limit,
            let slot = bulkheads[tier]?.queue.popFirst()
        {
            guard var entry = entry(slot), entry.activity == .queued else { continue }
            entry.activity = .running
            entries[slot.index] = entry
            bulkheads[tier]?.running += 1
            starts.append(slot)
        }
    }
}
