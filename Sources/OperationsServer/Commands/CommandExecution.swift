import Foundation
import Logging
import Operations

/// One command's way from its turn to its end.
struct CommandExecution: Sendable {
    let desk: CommandDesk
    let entry: CommandJournal.Entry

    private var command: Command { entry.command }
    private var isResumption: Bool { entry.state == .running }
    private var isPinned: Bool { command.plan != nil || command.expectedRevision != nil }

    private struct Ending: Sendable {
        var state: CommandState
        var result: JSONValue?
        var failure: CommandReport.Failure?
    }

    /// - Returns: how it ended; `nil`: the service is being stopped, and it goes on after the next start.
    func run() async -> CommandJournal.Entry? {
        do {
            guard let plan = try await begin() else { return nil }
            guard let handler = desk.offer.handler(of: command.kind) else {
                throw Problem(.notOffered, "\(command.kind) is not taken here any more")
            }
            let run = CommandRun(isResumption: isResumption, isPinned: isPinned, id: command.id, desk: desk)
            let result = try await handler.carryOut(command, as: plan, run)
            return await end(Ending(state: .succeeded, result: result))
        } catch is CommandStopped {
            return await end(Ending(state: .cancelled))
        } catch let problem as Problem {
            return await end(ending(after: problem))
        } catch {
            if Task.isCancelled { return nil }
            desk.logger.error("command failed", metadata: ["command": "\(command.id)", "error": "\(error)"])
            let detail = String("\(error)".prefix(1_000))
            return await end(Ending(state: .failed, failure: .init(code: .internalError, detail: detail)))
        }
    }

    /// Writes down that it begins. What has begun before is not planned again: it may have taken effect already.
    /// - Returns: what is to be done; `nil`: nothing any more.
    private func begin() async throws -> Plan? {
        let plan = isResumption ? entry.plan : try await planAgain()
        let (moment, wasRunning) = (desk.now(), isResumption)
        return try await persistently {
            let begun = try await desk.journal.change(command.id) { entry in
                entry.plan = plan
                entry.state = .running
                entry.startedAt = entry.startedAt ?? moment
                entry.resumptions += wasRunning ? 1 : 0
            }
            if let begun { await desk.began(begun) }
            return begun?.plan
        }
    }

    private func planAgain() async throws -> Plan {
        guard let handler = desk.offer.handler(of: command.kind) else {
            throw Problem(.notOffered, "\(command.kind) is not taken here any more")
        }
        let plan = try await handler.plan(command, asOf: desk.now())
        guard isPinned, plan.hash != entry.plan.hash else { return plan }
        throw Problem(
            command.plan == nil ? .revisionConflict : .planConflict,
            "\(command.target) changed before the command's turn came. Nothing was done",
            difference: plan.differences(from: entry.plan))
    }

    private func ending(after problem: Problem) -> Ending {
        let failure = CommandReport.Failure(
            code: problem.code, detail: problem.detail, difference: problem.difference ?? [])
        switch problem.code {
        case .revisionConflict, .planConflict, .commandRefused, .notFound, .notOffered:
            return Ending(state: .refused, failure: failure)
        default: return Ending(state: .failed, failure: failure)
        }
    }

    private func end(_ ending: Ending) async -> CommandJournal.Entry? {
        let moment = desk.now()
        return try? await persistently {
            try await desk.journal.change(command.id) { entry in
                (entry.state, entry.result, entry.failure, entry.endedAt) =
                    (ending.state, ending.result, ending.failure, moment)
                if ending.state == .succeeded { entry.progress.done = entry.progress.total }
            }
        }
    }

    /// Writes something down, however long the disk is full: what was done must not be forgotten.
    private func persistently<Value: Sendable>(_ write: @Sendable () async throws -> Value) async throws -> Value {
        while true {
            do { return try await write() } catch {
                try Task.checkCancellation()
                desk.logger.warning("journal waits", metadata: ["command": "\(command.id)", "error": "\(error)"])
                try await desk.clock.sleep(for: .seconds(1))
            }
        }
    }
}
