import Foundation

/// The same command on many targets: a canary first, then at a rate that rises, until all are through or too many fail.
///
/// A value that decides; which targets are to be started comes back, and how each has ended goes in. Each target is an
/// ``OperatorAction`` of its own, with its own id, audit entries and verification.
struct BulkRun: Sendable, Equatable, Identifiable {
    enum Phase: Sendable, Equatable {
        /// The first target goes alone.
        case canary
        case running
        /// Nothing new is started until somebody says so.
        case stopped(Stop)
        /// What was under way is waited for; nothing else is started.
        case cancelled
        case finished
    }

    /// Why nothing new is started.
    enum Stop: Sendable, Equatable {
        case byOperator
        /// The first one did not work out.
        case canary(String)
        /// Too many did not.
        case failures(failed: Int, of: Int)
        /// The console was restarted in the middle.
        case restart
    }

    /// How a target has ended.
    enum ItemEnd: Sendable, Equatable {
        case done
        /// It had moved on by itself before its turn came, and was left as it is. That is no failure: what was wrong
        /// often mends itself while many wait for their turn.
        case changed
        case notDone(String)
    }

    let id: String
    let plan: BulkPlan
    let policy: BulkPolicy
    let startedAt: Date
    private(set) var phase = Phase.canary
    /// Why nothing is started although it runs: the breaker in front of the next target is open, or its service is not
    /// heard.
    private(set) var held: String?

    /// The next target that has not been started.
    private(set) var next = 0
    /// Targets under way.
    private(set) var underWay: Set<Int> = []
    private(set) var succeeded = 0
    /// Targets that had changed since they were marked, and were left as they are.
    private(set) var changed = 0
    /// Targets that were not done, with the reason.
    private(set) var failed: [Int: String] = [:]

    /// Actions a second at the moment.
    private(set) var rate: Double
    private var allowance = 0.0
    private var lastTick: Date
    /// How the last ones ended.
    private var recent: [Bool] = []
    /// When each of the last ones ended, for the rate that is shown.
    private var endings: [Date] = []
    /// Targets that were through before a restart.
    private var throughBefore: Set<Int> = []

    init(id: String, plan: BulkPlan, policy: BulkPolicy = BulkPolicy(), now: Date) {
        self.id = id
        self.plan = plan
        self.policy = policy
        startedAt = now
        lastTick = now
        rate = policy.firstRate
        if plan.items.isEmpty { phase = .finished }
    }

    /// A run that an earlier console has begun. It waits for a person.
    /// - Parameter through: the targets that are on record, by their places.
    init(resuming record: BulkRecord, through: [Int: ItemEnd], now: Date) {
        self.init(id: record.id, plan: record.plan, policy: record.policy, now: now)
        for (item, end) in through where plan.items.indices.contains(item) {
            throughBefore.insert(item)
            switch end {
            case .done: succeeded += 1
            case .changed: changed += 1
            case .notDone(let reason): failed[item] = reason
            }
        }
        skipThrough()
        phase = isThrough ? .finished : .stopped(.restart)
    }

    var count: Int { plan.items.count }
    var done: Int { succeeded + changed + failed.count }
    var isOver: Bool { phase == .finished || phase == .cancelled && underWay.isEmpty }
    private var isThrough: Bool { done == count }
}

// MARK: - Deciding

extension BulkRun {
    /// Time has passed.
    /// - Parameter obstacle: why a target, by its place, may not be started now and may be later; `nil` where nothing
    ///   is in the way.
    /// - Returns: the targets that are to be started, by their places.
    mutating func tick(now: Date, obstacle: (Int) -> String? = { _ in nil }) -> [Int] {
        let passed = min(1, max(0, now.timeIntervalSince(lastTick)))
        lastTick = now
        endings.removeAll { now.timeIntervalSince($0) > 10 }
        held = next < count ? obstacle(next) : nil
        guard held == nil else { return [] }
        switch phase {
        case .canary: return underWay.isEmpty ? start(1, obstacle) : []
        case .running:
            allowance = min(allowance + rate * passed, max(1, rate))
            let free = policy.mostUnderWay - underWay.count
            let number = max(0, min(Int(allowance), free))
            allowance -= Double(number)
            return start(number, obstacle)
        case .stopped, .cancelled, .finished: return []
        }
    }

    private mutating func start(_ number: Int, _ obstacle: (Int) -> String?) -> [Int] {
        var started: [Int] = []
        // Each waits for its turn: one that cannot be started now is not passed over.
        while started.count < number, next < count, obstacle(next) == nil {
            started.append(next)
            underWay.insert(next)
            next += 1
            skipThrough()
        }
        return started
    }

    private mutating func skipThrough() {
        while next < count, throughBefore.contains(next) { next += 1 }
    }

    /// A target is through.
    mutating func ended(_ item: Int, _ end: ItemEnd, now: Date) {
        guard underWay.remove(item) != nil else { return }
        endings.append(now)
        switch end {
        case .done: itemSucceeded()
        case .changed: changed += 1
        case .notDone(let reason): itemFailed(item, reason)
        }
        if isThrough, phase != .cancelled { phase = .finished }
    }

    private mutating func itemSucceeded() {
        succeeded += 1
        recent = (recent + [true]).suffix(policy.window)
        switch phase {
        case .canary: phase = .running
        case .running: rate = min(policy.highestRate, rate * policy.growth)
        case .stopped, .cancelled, .finished: break
        }
    }

    private mutating func itemFailed(_ item: Int, _ reason: String) {
        failed[item] = reason
        recent = (recent + [false]).suffix(policy.window)
        switch phase {
        case .canary: phase = .stopped(.canary(reason))
        case .running: stopIfTooManyFail()
        case .stopped, .cancelled, .finished: break
        }
    }

    private mutating func stopIfTooManyFail() {
        let failed = recent.count { !$0 }
        guard recent.count >= policy.leastForShare,
            Double(failed) > policy.highestFailureShare * Double(recent.count)
        else { return }
        phase = .stopped(.failures(failed: failed, of: recent.count))
    }
}

// MARK: - What a person says

extension BulkRun {
    /// Nothing new until ``resume(now:)``.
    mutating func pause() {
        if phase == .running || phase == .canary { phase = .stopped(.byOperator) }
    }

    /// Goes on, slowly again.
    mutating func resume(now: Date) {
        guard case .stopped(let stop) = phase else { return }
        rate = policy.firstRate
        allowance = 0
        recent = []
        lastTick = now
        // Until one has worked out, one goes alone.
        phase = succeeded == 0 || stop == .restart ? .canary : .running
    }

    /// Nothing new any more. What is under way goes on to its end.
    mutating func cancel() {
        if phase != .finished { phase = .cancelled }
    }
}

// MARK: - How it goes

extension BulkRun {
    /// Targets that came through in the last ten seconds, a second; `nil` before there are two.
    func pace(now: Date) -> Double? {
        guard endings.count > 1, let first = endings.first else { return nil }
        return Double(endings.count) / max(1, now.timeIntervalSince(first))
    }

    /// Seconds until all are through at the present pace.
    func timeLeft(now: Date) -> Double? {
        guard phase == .running, let pace = pace(now: now), pace > 0 else { return nil }
        return Double(count - done) / pace
    }

    /// What is kept on disk, so that another console can go on; who keeps it adds its host and process.
    var record: BulkRecord {
        BulkRecord(id: id, plan: plan, policy: policy, startedAt: startedAt, host: "", process: 0)
    }
}
