import Foundation
import Operations
import Resilience

extension BreakerOperations: CommandHandler {
    public nonisolated var kinds: [CommandKind] {
        [.breakerReset, .breakerForceOpen, .breakerHalfOpen, .breakerDisable]
    }

    public func plan(_ command: Command, asOf now: Date) async throws -> Plan {
        try ArgumentReader(command).finish()
        let member = try member(command.target)
        let snapshot = member.breaker.snapshot()
        let revision = revisionBase + Int(snapshot.revision)
        return Plan(
            command, revision: revision, state: snapshot.state.rawValue,
            effects: [
                Plan.Effect(
                    subject: command.target, action: try action(command, snapshot), revision: revision,
                    sentence: sentence(command, snapshot))
            ], asOf: now)
    }

    private func action(_ command: Command, _ snapshot: CircuitBreakerSnapshot) throws(Problem) -> String {
        guard let kind = BreakerReport.Override.Kind(command.kind) else { return "reset" }
        if kind == .halfOpen, snapshot.state == .closed {
            throw Problem(
                .commandRefused, "“\(command.target)” is CLOSED and lets all calls pass: there is nothing to try out")
        }
        return kind.rawValue
    }

    private func sentence(_ command: Command, _ snapshot: CircuitBreakerSnapshot) -> String {
        let (name, before) = (command.target, snapshot.state.rawValue)
        let lasting = command.expiresIn.map { " for \(Self.words(seconds: $0))" } ?? " until somebody resets it"
        return switch command.kind {
        case .breakerForceOpen: "\(name): \(before) → FORCED_OPEN\(lasting); all calls are rejected"
        case .breakerDisable: "\(name): \(before) → DISABLED\(lasting); all calls pass, unjudged"
        case .breakerHalfOpen: "\(name): \(before) → HALF_OPEN now; trial calls decide what becomes of it"
        default: "\(name): \(before) → CLOSED; failures are forgotten, and any override ends"
        }
    }

    private static func words(seconds: Double) -> String {
        seconds == seconds.rounded() ? "\(Int(seconds)) s" : "\(seconds) s"
    }

    public func carryOut(_ command: Command, as plan: Plan, _ run: CommandRun) async throws -> JSONValue? {
        let member = try member(command.target)
        guard let kind = BreakerReport.Override.Kind(command.kind), let decision = kind.decision else {
            return try await reset(member, command, plan, run)
        }
        let kept = try await overrides.of(command.target)
        if run.isResumption {
            // It is on disk before it is imposed, and put back from there after a restart.
            if kept?.command == command.id { return result(member) }
            try refuseIfPinned(run, command)
        } else {
            try demand(run.expectedRevision(of: plan), of: member)
        }
        let until = command.expiresIn.map { now() + $0 }
        try await changing(command.target, command: command.id) {
            try await overrides.keep(
                .init(
                    breaker: command.target, kind: kind, owner: command.actor, reason: command.reason,
                    command: command.id, until: until))
            do {
                try member.breaker.impose(
                    CircuitBreakerOverride(
                        decision, owner: command.actor, reason: command.reason,
                        lasting: command.expiresIn.map { .seconds($0) }),
                    expectedRevision: own(run.isResumption ? nil : run.expectedRevision(of: plan)))
            } catch {
                if let kept { try await overrides.keep(kept) } else { try await overrides.forget(command.target) }
                throw conflict(member, expected: plan.revision)
            }
        }
        return result(member)
    }

    private func reset(
        _ member: Member, _ command: Command, _ plan: Plan, _ run: CommandRun
    ) async throws -> JSONValue? {
        if run.isResumption {
            // The restart has closed the breaker; only an override that stands since then would have to be ended.
            let kept = try await overrides.of(command.target)
            if let kept, kept.endedBy != command.id { try refuseIfPinned(run, command) }
        } else {
            try demand(run.expectedRevision(of: plan), of: member)
        }
        try await changing(command.target, command: nil) {
            try await overrides.willEnd(command.target, by: command.id)
            do {
                try member.breaker.reset(
                    owner: command.actor, reason: command.reason,
                    expectedRevision: own(run.isResumption ? nil : run.expectedRevision(of: plan)))
            } catch {
                if let kept = try await overrides.of(command.target) { try await overrides.keep(kept) }
                throw conflict(member, expected: plan.revision)
            }
            try await overrides.forget(command.target)
        }
        return result(member)
    }

    private func refuseIfPinned(_ run: CommandRun, _ command: Command) throws(Problem) {
        guard run.isPinned else { return }
        throw Problem(
            .revisionConflict,
            "The service was restarted before the command took effect, and “\(command.target)” began anew. Nothing was done"
        )
    }

    private func demand(_ revision: Int?, of member: Member) throws(Problem) {
        guard let revision, revision != revisionBase + Int(member.breaker.snapshot().revision) else { return }
        throw conflict(member, expected: revision)
    }

    private func conflict(_ member: Member, expected: Int?) -> Problem {
        let snapshot = member.breaker.snapshot()
        return Problem(
            .revisionConflict, "“\(snapshot.name)” changed before the command's turn came. Nothing was done",
            difference: [
                Difference(
                    subject: "revision", expected: expected.map { String($0) },
                    actual: String(revisionBase + Int(snapshot.revision))),
                Difference(subject: "state", actual: snapshot.state.rawValue),
            ])
    }

    /// The breaker's own revision behind one that operators see.
    private func own(_ revision: Int?) -> UInt64? {
        revision.map { UInt64(max(0, $0 - revisionBase)) }
    }

    private func result(_ member: Member) -> JSONValue {
        let snapshot = member.breaker.snapshot()
        return [
            "state": .string(snapshot.state.rawValue),
            "revision": .integer(Int64(revisionBase + Int(snapshot.revision))),
        ]
    }
}
