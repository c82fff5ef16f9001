import Operations

/// Why a call brought no answer.
public enum OperationsClientError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Nobody answered, or the connection broke. A command may have arrived: send it again with the same identity.
    case unreachable(url: String, reason: String)
    /// There is no token to send.
    case noToken(TokenFileError)
    /// The service said no, and why.
    case refused(Problem)
    /// Something answered that does not speak this API: its status and the first 80 characters, made harmless.
    case garbage(url: String, status: Int, beginning: String, reason: String)
    /// The answer has more bytes than anybody will read.
    case tooBig(url: String, limit: Int)
    /// The answer was not whole after so many seconds. A command may have arrived: send it again with the same identity.
    case tooSlow(url: String, seconds: Double)
    /// The caller's task was cancelled.
    case cancelled

    /// A stable word for programs.
    public var code: String {
        switch self {
        case .unreachable: "unreachable"
        case .noToken: "no_token"
        case .refused(let problem): problem.code.rawValue
        case .garbage: "garbage"
        case .tooBig: "too_big"
        case .tooSlow: "too_slow"
        case .cancelled: "cancelled"
        }
    }

    /// Whether a command that ended so may nevertheless have reached the service.
    public var leavesCommandInDoubt: Bool {
        switch self {
        case .unreachable, .garbage, .tooBig, .tooSlow, .cancelled: true
        case .noToken: false
        // 5xx, from the service or something before it: it may have got further than it says.
        case .refused(let problem): problem.status >= 500 && problem.code != .unavailable
        }
    }

    public var description: String {
        switch self {
        case .unreachable(let url, let reason): "\(url) cannot be reached: \(reason)"
        case .noToken(let error): "no token to send: \(error)"
        // What the service tells a caller who writes requests by hand does not help one who writes a config.
        case .refused(let problem) where problem.code == .unauthorized: "wants a token that it knows: set tokenFile"
        case .refused(let problem): problem.detail.isEmpty ? problem.title : problem.detail
        case .garbage(let url, let status, let beginning, let reason):
            "\(url) does not speak the Operations API (\(reason)): status \(status), “\(beginning)”"
        case .tooBig(let url, let limit): "\(url) answered more than \(limit / 1_048_576) MiB, and was cut off"
        case .tooSlow(let url, let seconds): "\(url) did not finish its answer within \(Int(seconds.rounded(.up))) s"
        case .cancelled: "cancelled"
        }
    }
}
