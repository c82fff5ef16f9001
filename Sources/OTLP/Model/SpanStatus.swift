/// How a span ended, numbered as in OTLP. A missing or unknown status is `unset`.
public enum SpanStatus: UInt8, Sendable, CaseIterable {
    case unset = 0, ok, error

    /// The name without its `STATUS_CODE_`, in lower case.
    public var name: String {
        switch self {
        case .unset: "unset"
        case .ok: "ok"
        case .error: "error"
        }
    }
}
