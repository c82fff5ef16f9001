import Operations

/// The Operations APIs of all services, as far as acting needs them.
struct OperationsGateway: Sendable {
    /// Asks what a command would do.
    var plan: @Sendable (OperatorAction) async throws(CommandProblem) -> Plan
    /// Sends the command. The same again is never a second one.
    var send: @Sendable (OperatorAction) async throws(CommandProblem) -> CommandReport
    /// Asks how a command goes.
    var lookUp: @Sendable (OperatorAction) async throws(CommandProblem) -> CommandReport
    /// Asks to let it wait.
    var pause: @Sendable (OperatorAction) async throws(CommandProblem) -> CommandReport
    /// Asks to let it go on.
    var resume: @Sendable (OperatorAction) async throws(CommandProblem) -> CommandReport
    /// Asks to stop it.
    var cancel: @Sendable (OperatorAction) async throws(CommandProblem) -> CommandReport
}
