/// What a span's side of a call is, numbered as in OTLP. Unknown numbers are read as `unspecified`.
public enum SpanKind: UInt8, Sendable, CaseIterable {
    case unspecified = 0, `internal`, server, client, producer, consumer

    /// The name without its `SPAN_KIND_`, in lower case.
    public var name: String {
        switch self {
        case .unspecified: "unspecified"
        case .internal: "internal"
        case .server: "server"
        case .client: "client"
        case .producer: "producer"
        case .consumer: "consumer"
        }
    }
}
