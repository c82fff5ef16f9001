import Operations

/// One command, as a command line asks for it.
public struct ActionRequest: Sendable {
    /// `breaker.reset`.
    public var kind: String
    /// A breaker's or projection's name, the id of a saga or dead letter.
    public var target: String
    /// The service that has it; `nil` to look in all of them.
    public var service: String?
    /// What the kind needs besides: `step=ProcessPayment`.
    public var arguments: [String: String]
    /// Why; asked for where it is `nil`.
    public var reason: String?
    /// After so long an override ends by itself.
    public var expiresIn: Duration?
    /// Only the plan.
    public var isDryRun: Bool
    /// Goes on until the effect has been seen, or has not been.
    public var waits: Bool

    /// A command.
    public init(
        kind: String, target: String, service: String? = nil, arguments: [String: String] = [:],
        reason: String? = nil, expiresIn: Duration? = nil, isDryRun: Bool = false, waits: Bool = false
    ) {
        self.kind = kind
        self.target = target
        self.service = service
        self.arguments = arguments
        self.reason = reason
        self.expiresIn = expiresIn
        self.isDryRun = isDryRun
        self.waits = waits
    }

    /// The kinds that there are, in the order of the documentation.
    public static let kinds: [String] = CommandKind.known.map(\.rawValue)
}
