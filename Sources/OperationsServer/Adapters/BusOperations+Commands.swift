import EventSourcing
import Foundation
import Operations

extension BusOperations: CommandHandler {
    public var kinds: [CommandKind] { [.eventsReplay, .deadLetterRetry, .deadLetterDiscard] }

    public func canStop(_ kind: CommandKind) -> Bool { kind == .eventsReplay }

    public func plan(_ command: Command, asOf now: Date) async throws -> Plan {
        if command.kind == .eventsReplay { return try await Replay(command, self).plan(asOf: now) }
        try ArgumentReader(command).finish()
        let letter = try await letter(command)
        let (action, sentence) =
            command.kind == .deadLetterRetry
            ? ("retry", "deliver event \(letter.event.id) to \(letter.group) again, with all its tries")
            : ("discard", "give event \(letter.event.id) up for \(letter.group); later ones of its stream go on")
        return Plan(
            command, revision: letter.revision, state: "dead",
            effects: [
                Plan.Effect(subject: command.target, action: action, revision: letter.revision, sentence: sentence)
            ], asOf: now)
    }

    public func carryOut(_ command: Command, as plan: Plan, _ run: CommandRun) async throws -> JSONValue? {
        if command.kind == .eventsReplay { return try await Replay(command, self).carryOut(plan, run) }
        do {
            let letter = try await letter(command)
            guard letter.revision == plan.revision else {
                // It was retried and has died again: that can only have been this command.
                if run.isResumption, command.kind == .deadLetterRetry { return nil }
                throw Problem(
                    .revisionConflict, "Dead letter \(command.target) changed before the command's turn came",
                    difference: [
                        Difference(
                            subject: "revision", expected: plan.revision.map { String($0) },
                            actual: String(letter.revision))
                    ])
            }
            if command.kind == .deadLetterRetry {
                try await bus.retry(deadLetter: letter.id)
            } else {
                try await bus.discard(deadLetter: letter.id, actor: command.actor, reason: command.reason)
            }
        } catch let problem as Problem where problem.code == .notFound && run.isResumption {
            // It is gone since this command began, and commands on the same target take turns.
            return nil
        } catch is NoSuchDeadLetter {
            throw unknown(command.target)
        }
        return nil
    }

    private func letter(_ command: Command) async throws -> DeadLetter {
        guard let number = Int(command.target), number > 0,
            let letter = try await bus.deadLetters(after: number - 1, limit: 1).first, letter.id == number
        else { throw unknown(command.target) }
        return letter
    }

    private func unknown(_ letter: String) -> Problem {
        Problem(.notFound, "There is no dead letter “\(letter)” (any more): it was retried or discarded")
    }
}

extension BusOperations {
    /// One command to deliver events again.
    private struct Replay {
        let command: Command
        let operations: BusOperations
        let after: Int
        let through: Int?

        init(_ command: Command, _ operations: BusOperations) throws(Problem) {
            self.command = command
            self.operations = operations
            var arguments = ArgumentReader(command)
            let (after, through) = (arguments.whole("after"), arguments.whole("through"))
            try arguments.finish()
            (self.after, self.through) = (after ?? 0, through)
        }

        func plan(asOf now: Date) async throws -> Plan {
            let subscribed = try await find()
            let report = subscribed.report
            guard report.replayable else {
                throw Problem(
                    .commandRefused,
                    "“\(command.target)” acts on the world, and would do so a second time: nothing is replayed to it")
            }
            guard report.rebuild == nil else {
                throw Problem(
                    .commandRefused, "A replay to “\(command.target)” is under way: wait for its end or cancel it")
            }
            let end = through ?? report.position
            guard end > after, end <= report.position else {
                throw Problem(
                    .commandRefused,
                    "“\(command.target)” has come to position \(report.position): only events up to there can be "
                        + "delivered again")
            }
            // Without “through”, where the group stands when the command's turn comes is where the replay ends.
            let range =
                through.map { "events \(after + 1) to \($0)" }
                ?? (after == 0 ? "all events" : "all events after position \(after)")
            return Plan(
                command, revision: report.revision, state: report.state.rawValue,
                effects: [
                    Plan.Effect(
                        subject: command.target, action: "replay", revision: report.revision,
                        sentence: "deliver \(range) of \(subscribed.source) to \(subscribed.group) again; "
                            + "new events wait until that is done")
                ], total: end - after, asOf: now)
        }

        func carryOut(_ plan: Plan, _ run: CommandRun) async throws -> JSONValue? {
            let (bus, subscribed) = (operations.bus, try await find())
            do {
                try await bus.replay(
                    group: subscribed.group, after: after, through: through, source: subscribed.source,
                    command: command.id)
            } catch let error as ReplayRefused {
                throw Problem(.commandRefused, "\(error)")
            }
            var isPaused: Bool?
            while let progress = try await bus.progress(ofReplay: command.id) {
                try await run.progress(done: progress.done, total: max(1, progress.total))
                if progress.isOver { break }
                let wish = await run.wish()
                if wish == .stop {
                    try await bus.cancelReplay(command.id)
                    throw CommandStopped()
                }
                if isPaused != (wish == .wait) {
                    isPaused = wish == .wait
                    try await bus.pauseReplay(command.id, wish == .wait)
                }
                try await operations.clock.sleep(for: .milliseconds(100))
            }
            return nil
        }

        private func find() async throws -> BusOperations.Subscribed {
            let all = try await operations.subscriptions()
            guard let found = all.first(where: { $0.report.name == command.target }) else {
                throw Problem(.notFound, "There is no subscription “\(command.target)” here")
            }
            return found
        }
    }
}
