/// How it goes with a command.
public enum CommandState: OpenWord {
    /// It is on disk and has not begun.
    case accepted
    /// It is being carried out.
    case running
    /// All of it was done.
    case succeeded
    /// It stopped; `failure` says where, `progress` how far it had come.
    case failed
    /// Somebody had it stop; `progress` says how far it had come.
    case cancelled
    /// The world moved between its acceptance and its turn. Nothing of it was done.
    case refused
    /// A word that this version does not know.
    case other(String)

    public static let known: [Self] = [
        .accepted, .running, .succeeded, .failed, .cancelled, .refused,
    ]

    public var rawValue: String {
        switch self {
        case .accepted: "accepted"
        case .running: "running"
        case .succeeded: "succeeded"
        case .failed: "failed"
        case .cancelled: "cancelled"
        case .refused: "refused"
        case .other(let word): word
        }
    }
}

extension CommandState {
    /// Whether nothing will change any more. A word that is not known is taken for one that may.
    public var isFinal: Bool {
        switch self {
        case .succeeded, .failed, .cancelled, .refused: true
        case .accepted, .running, .other: false
        }
    }
}
