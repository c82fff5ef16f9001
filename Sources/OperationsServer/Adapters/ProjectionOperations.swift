import EventSourcing
import Foundation
import Operations

/// A projection, whatever it projects.
public protocol OperableProjection: Sendable {
    /// How it goes.
    var status: ProjectionStatus { get async }
    /// Asks for a rebuild.
    func rebuild() async
}

extension ProjectionRunner: OperableProjection {}

/// Shows a service's projections and lets operators have them rebuilt.
public struct ProjectionOperations: ProjectionOffer, CommandHandler {
    private let projections: [any OperableProjection]
    private let clock: any Clock<Duration>

    /// - Parameter projections: each has a name of its own.
    public init(_ projections: [any OperableProjection], clock: any Clock<Duration> = ContinuousClock()) {
        self.projections = projections
        self.clock = clock
    }

    public func projections() async -> [ProjectionReport] {
        var all: [ProjectionReport] = []
        for projection in projections { all.append(ProjectionReport(await projection.status)) }
        return all
    }

    // MARK: - Commands

    public var kinds: [CommandKind] { [.projectionRebuild] }

    public func plan(_ command: Command, asOf now: Date) async throws -> Plan {
        try ArgumentReader(command).finish()
        let (_, status) = try await find(command.target)
        guard case .running = status.state else {
            throw Problem(.commandRefused, "“\(status.name)” does not run: restart the service when its cause is gone")
        }
        guard status.rebuild == nil else {
            throw Problem(.commandRefused, "“\(status.name)” is being rebuilt already")
        }
        let report = ProjectionReport(status)
        return Plan(
            command, revision: report.revision, state: report.state.rawValue,
            effects: [
                Plan.Effect(
                    subject: status.name, action: "rebuild", revision: report.revision,
                    sentence: "make \(status.name) anew from all events, beside the live one, then switch it in")
            ], asOf: now)
    }

    public func carryOut(_ command: Command, as plan: Plan, _ run: CommandRun) async throws -> JSONValue? {
        let (projection, before) = try await find(command.target)
        let generation = plan.revision.map { $0 / 2 } ?? before.generation
        if !run.isResumption, run.isPinned, ProjectionReport(before).revision != plan.revision {
            throw Problem(.revisionConflict, "“\(command.target)” changed before the command's turn came")
        }
        // After a restart the projection goes on with a rebuild by itself.
        if before.generation <= generation, before.rebuild == nil { await projection.rebuild() }
        while true {
            let status = await projection.status
            if status.generation > generation {
                return ["generation": .integer(Int64(status.generation)), "position": .integer(Int64(status.position))]
            }
            if case .stopped(let reason) = status.state {
                throw Problem(.unavailable, "“\(status.name)” stopped: \(reason). The old read model is still in use")
            }
            if let rebuild = status.rebuild {
                try await run.progress(done: rebuild.position, total: max(1, rebuild.target))
            }
            try await clock.sleep(for: .milliseconds(100))
        }
    }

    private func find(_ name: String) async throws -> (any OperableProjection, ProjectionStatus) {
        for projection in projections {
            let status = await projection.status
            if status.name == name { return (projection, status) }
        }
        throw Problem(.notFound, "There is no projection “\(name)” here")
    }
}

extension ProjectionReport {
    init(_ status: ProjectionStatus) {
        let reason: String? = if case .stopped(let reason) = status.state { reason } else { nil }
        let state: State =
            switch status.state {
            case .idle: .idle
            case .running: .running
            case .stopped: .stopped
            }
        self.init(
            name: status.name, kind: .projection, state: state, reason: reason, trouble: status.trouble,
            position: status.position, head: status.head, lag: status.lag, rate: status.rate,
            appliedUpTo: status.appliedUpTo,
            rebuild: status.rebuild.map { Rebuild(position: $0.position, target: $0.target, rate: $0.rate) },
            generation: status.generation, revision: status.generation * 2 + (status.rebuild == nil ? 0 : 1))
    }
}
