/// What the holder of a token may do.
public enum Role: OpenWord {
    /// Read.
    case viewer
    /// Read, and send commands.
    case `operator`
    /// A word that this version does not know.
    case other(String)

    public static let known: [Self] = [
        .viewer, .`operator`,
    ]

    public var rawValue: String {
        switch self {
        case .viewer: "viewer"
        case .`operator`: "operator"
        case .other(let word): word
        }
    }
}
