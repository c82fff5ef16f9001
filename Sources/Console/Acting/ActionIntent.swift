import Operations

/// What an operator wants done: a command's kind and target, before anything is asked or sent.
public struct ActionIntent: Sendable, Equatable {
    /// The service that is asked, by its name in the config.
    var service: String
    /// The instance whose Operations API is asked; empty where the service has one for all.
    var instance = ""
    var kind: CommandKind
    /// What it acts on, by the service's own name for it.
    var target: String
    /// What the kind needs besides, such as the step that is skipped.
    var arguments: [String: JSONValue] = [:]
    /// After so long an override ends by itself.
    var expiresIn: Duration?
    /// The target as it was on the screen; its revision travels with the command.
    var shown: TargetFact?

    /// Who and what in few words: `reset orders → payments`.
    var title: String { "\(kind.verb) \(target)" }
}
