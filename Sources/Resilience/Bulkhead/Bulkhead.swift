/// Bounds how many calls run at once, and how many wait how long for their turn, so that one kind of work cannot take
/// what all the others need.
///
///     let database = Bulkhead(name: "database")
///     let order = try await database.execute(.critical) { try await insert(order) }
///
/// The rules are ``BulkheadMachine``; this is the shell that locks around it and wakes those who wait.
public final class Bulkhead<C: Clock>: Sendable where C.Duration == Duration {
    /// What it is called in snapshots, logs and errors.
    public let name: String
    /// Its bounds.
    public let policy: BulkheadPolicy
    private let clock: C
    private let guarded: Locked<BulkheadLobby>

    /// An empty bulkhead.
    /// - Parameter clock: whose time the waits are measured in.
    public init(name: String, policy: BulkheadPolicy = .standard, clock: C) {
        self.name = name
        self.policy = policy
        self.clock = clock
        guarded = Locked(BulkheadLobby(machine: BulkheadMachine(policy: policy)))
    }

    /// Makes a call as soon as there is room for it.
    ///
    /// - Parameters:
    ///   - tier: how important the call is.
    ///   - operation: the call. Its permit comes back exactly once, however it ends.
    /// - Throws: ``BulkheadRejection`` without calling; `CancellationError` if the task is cancelled while it waits;
    ///   otherwise what the call throws.
    @inlinable
    public func execute<Value>(
        _ tier: BulkheadTier = .normal,
        isolation: isolated (any Actor)? = #isolation,
        _ operation: () async throws -> Value
    ) async throws -> Value {
        try Task.checkCancellation()
        if let waiter = try enter(tier) { try await waitForTurn(of: waiter, tier) }
        defer { leave(tier) }
        return try await operation()
    }

    /// Everything about the bulkhead now.
    public func snapshot() -> BulkheadSnapshot {
        guarded.withLock { $0.machine.snapshot(name: name) }
    }

    // MARK: - Going in and out

    /// - Returns: nil with a permit; otherwise who has to wait for one.
    @usableFromInline
    func enter(_ tier: BulkheadTier) throws(BulkheadRejection) -> UInt64? {
        switch guarded.withLock({ $0.machine.enter(tier) }) {
        case .entered: return nil
        case .full(let waiting): throw rejection(tier, .queueFull(waiting: waiting))
        case .waits(let waiter): return waiter
        }
    }

    @usableFromInline
    func leave(_ tier: BulkheadTier) {
        let next = guarded.withLock { guarded in
            guarded.machine.leave(tier).compactMap { guarded.settle($0, .granted) }
        }
        next.forEach { $0.resume(returning: .granted) }
    }

    @usableFromInline
    func waitForTurn(of waiter: UInt64, _ tier: BulkheadTier) async throws {
        let bound = policy[tier].longestWait
        let remaining = Deadline.current?.remaining()
        let wait = remaining.map { min($0, bound) } ?? bound
        let wakeUp = clock.now.advanced(by: wait)
        let turn = await withTaskGroup(of: Void.self) { group in
            group.addTask {
                guard (try? await self.clock.sleep(until: wakeUp, tolerance: nil)) != nil else { return }
                self.giveUp(waiter, tier, .timedOut)
            }
            let turn = await withTaskCancellationHandler {
                await self.sleep(waiter)
            } onCancel: {
                self.giveUp(waiter, tier, .cancelled)
            }
            group.cancelAll()
            return turn
        }
        switch turn {
        case .granted: return
        case .cancelled: throw CancellationError()
        case .timedOut where wait < bound: throw rejection(tier, .deadlinePassed)
        case .timedOut: throw rejection(tier, .waitedTooLong(bound))
        }
    }

    private func sleep(_ waiter: UInt64) async -> BulkheadLobby.Turn {
        await withCheckedContinuation { continuation in
            let early = guarded.withLock { guarded in
                let early = guarded.early.removeValue(forKey: waiter)
                if early == nil { guarded.sleepers[waiter] = continuation }
                return early
            }
            if let early { continuation.resume(returning: early) }
        }
    }

    /// Leaves the queue. Does nothing if the permit has been granted already: then the call is made.
    private func giveUp(_ waiter: UInt64, _ tier: BulkheadTier, _ turn: BulkheadLobby.Turn) {
        let sleeper = guarded.withLock { guarded -> CheckedContinuation<BulkheadLobby.Turn, Never>? in
            guard guarded.machine.abandon(waiter, tier, timedOut: turn == .timedOut) else { return nil }
            return guarded.settle(waiter, turn)
        }
        sleeper?.resume(returning: turn)
    }

    private func rejection(_ tier: BulkheadTier, _ cause: BulkheadRejection.Cause) -> BulkheadRejection {
        BulkheadRejection(bulkhead: name, tier: tier, cause: cause)
    }
}

extension Bulkhead where C == ContinuousClock {
    /// An empty bulkhead on the system's clock, which goes on while the machine sleeps.
    public convenience init(name: String, policy: BulkheadPolicy = .standard) {
        self.init(name: name, policy: policy, clock: ContinuousClock())
    }
}
