import Foundation
import GRDB
import Logging
import Operations
import Resilience

/// Shows a service's circuit breakers and lets operators override them.
///
/// Overrides are kept on disk, so that a restart does not end them, and lapse by the service's own clock whether anybody
/// looks or not.
public actor BreakerOperations: BreakerOffer {
    /// A breaker and what is behind it.
    public struct Member: Sendable {
        let breaker: any OperableBreaker
        let dependency: String?

        /// A breaker.
        /// - Parameter dependency: the service that is called through it, by its name in the console's config.
        public init(_ breaker: any OperableBreaker, dependency: String? = nil) {
            self.breaker = breaker
            self.dependency = dependency
        }
    }

    let members: [Member]
    let overrides: BreakerOverrides
    let now: @Sendable () -> Date
    let logger: Logger
    private let clock: any Clock<Duration>
    /// What is added to a breaker's own revision, so that none of before a restart is ever true again.
    let revisionBase: Int
    private var changes: [String: [BreakerReport.Change]] = [:]
    private var commands: [String: String] = [:]
    /// Breakers whose override is being changed right now.
    private var beingChanged: Set<String> = []

    /// - Parameters:
    ///   - members: the breakers, each with a name of its own.
    ///   - database: where overrides are kept.
    public init(
        _ members: [Member], database: any DatabaseWriter, clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Date = { Date() }, logger: Logger = Logger(label: "fusebox.operations")
    ) {
        self.members = members
        overrides = BreakerOverrides(database: database)
        self.clock = clock
        self.now = now
        self.logger = logger
        revisionBase = Int(now().timeIntervalSince1970 * 1_000) * 1_000
    }

    public func breakers() -> [BreakerReport] {
        let moment = now()
        return members.map { report(on: $0, at: moment) }
    }

    private func report(on member: Member, at now: Date) -> BreakerReport {
        let snapshot = member.breaker.snapshot()
        let recent = (changes[snapshot.name] ?? []).filter { $0.at > now - 600 }
        return BreakerReport(snapshot, member, revisionBase, commands[snapshot.name], recent, at: now)
    }

    func member(_ name: String) throws(Problem) -> Member {
        guard let member = members.first(where: { $0.breaker.name == name }) else {
            throw Problem(.notFound, "There is no breaker “\(name)” here")
        }
        return member
    }

    /// Changes an override while nothing else does.
    func changing<Value: Sendable>(
        _ breaker: String, command: String?, _ body: () async throws -> Value
    ) async throws -> Value {
        beingChanged.insert(breaker)
        defer { beingChanged.remove(breaker) }
        let value = try await body()
        commands[breaker] = command
        return value
    }

    // MARK: - Over time

    public func restore() async throws {
        try await overrides.prepare()
        for kept in try await overrides.all() {
            let lasting = kept.until.map { Duration.seconds($0.timeIntervalSince(now())) }
            guard kept.endedBy == nil, lasting.map({ $0 > .zero }) ?? true, let kind = kept.kind.decision,
                let member = members.first(where: { $0.breaker.name == kept.breaker })
            else { continue }
            let decision = CircuitBreakerOverride(kind, owner: kept.owner, reason: kept.reason, lasting: lasting)
            _ = try? member.breaker.impose(decision, expectedRevision: nil)
            commands[kept.breaker] = kept.command
        }
    }

    public func run() async throws {
        let (clock, members) = (clock, members)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for member in members {
                group.addTask { for await change in member.breaker.changes() { await self.note(change, member) } }
            }
            group.addTask {
                while true {
                    // Looking is what lets a breaker's timers fire.
                    for member in members { _ = member.breaker.snapshot() }
                    try await clock.sleep(for: .seconds(1))
                }
            }
            try await group.waitForAll()
        }
    }

    private func note(_ change: CircuitBreakerStateChange, _ member: Member) async {
        let (name, moment) = (member.breaker.name, now())
        let known = (changes[name] ?? []).filter { $0.at > moment - 600 }
        changes[name] = known.suffix(99) + [BreakerReport.Change(change, at: moment)]
        guard !beingChanged.contains(name), commands[name] != nil, member.breaker.snapshot().override == nil else {
            return
        }
        commands[name] = nil
        do { try await overrides.forget(name) } catch {
            logger.warning("an ended override is still on disk", metadata: ["breaker": "\(name)", "error": "\(error)"])
        }
    }
}
