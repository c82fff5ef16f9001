import Foundation
import Operations

/// Carries out some kinds of commands.
///
/// A command is planned when it arrives, and planned again when its turn comes; only then is it carried out. What a
/// handler throws as a ``Operations/Problem`` is told to whoever sent the command.
public protocol CommandHandler: Sendable {
    /// The kinds that it takes.
    var kinds: [CommandKind] { get }

    /// Whether commands of a kind can be paused, and cancelled after they have begun.
    func canStop(_ kind: CommandKind) -> Bool

    /// What a command would do now. It changes nothing.
    /// - Throws: ``Operations/Problem`` if it cannot be done.
    func plan(_ command: Command, asOf now: Date) async throws -> Plan

    /// Does it.
    ///
    /// It may be called a second time for the same command, after the service was killed in the middle: then
    /// ``CommandRun/isResumption`` is true, and it goes on, or finds that all was done, or throws a problem that says
    /// where it stopped.
    /// - Parameter plan: what is to be done. If ``CommandRun/isPinned``, exactly that or nothing.
    /// - Returns: the result.
    func carryOut(_ command: Command, as plan: Plan, _ run: CommandRun) async throws -> JSONValue?

    /// Puts back what commands of an earlier life of the service have left in force. Called once, before anything else.
    func restore() async throws

    /// What it has to do all the time. Ends when it is cancelled, or at once.
    func run() async throws
}

extension CommandHandler {
    public func canStop(_ kind: CommandKind) -> Bool { false }
    public func restore() async throws {}
    public func run() async throws {}
}

/// A command that is being carried out.
public struct CommandRun: Sendable {
    /// Whether it had begun before the service was restarted.
    public let isResumption: Bool
    /// Whether its sender wants exactly the plan, or nothing.
    public let isPinned: Bool
    let id: String
    let desk: CommandDesk

    /// The revision of the target that must still be true when it is touched; `nil`: whatever is true.
    public func expectedRevision(of plan: Plan) -> Int? { isPinned ? plan.revision : nil }

    /// Tells how far it has come.
    public func progress(done: Int, total: Int) async throws {
        try await desk.note(id, CommandReport.Progress(done: done, total: total))
    }

    /// What its operator wants of it now.
    public func wish() async -> Wish { await desk.wish(id) }

    /// What an operator can want of a command that runs.
    public enum Wish: Sendable, Hashable {
        case goOn
        case wait
        case stop
    }
}

/// Thrown by a handler when it has stopped because its operator wanted it to.
public struct CommandStopped: Error, Sendable, Hashable {
    /// The error.
    public init() {}
}
