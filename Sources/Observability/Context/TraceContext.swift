import Instrumentation

/// Where a span stands: its trace, itself, and what travels with it to other processes.
public struct TraceContext: Hashable, Sendable {
    /// Bit 0x01 of the trace flags: the caller records this trace.
    public static let sampledFlag: UInt8 = 0x01
    /// Bit 0x02 of the trace flags: the trace id is random (W3C trace context level 2).
    public static let randomFlag: UInt8 = 0x02

    public let traceID: TraceID
    public let spanID: SpanID
    /// Only `sampledFlag` and `randomFlag` are ever set: the W3C recommendation has other bits ignored and sent as 0.
    public let flags: UInt8
    /// Vendors' data, passed on as it came.
    public let state: TraceState
    /// Whether this came in from another process.
    public let isRemote: Bool

    public init(
        traceID: TraceID, spanID: SpanID, flags: UInt8, state: TraceState = TraceState(), isRemote: Bool = false
    ) {
        self.traceID = traceID
        self.spanID = spanID
        self.flags = flags & (Self.sampledFlag | Self.randomFlag)
        self.state = state
        self.isRemote = isRemote
    }

    /// Whether the trace is recorded.
    public var isSampled: Bool { flags & Self.sampledFlag != 0 }
}

extension InstrumentationContext {
    /// The span this work belongs to: the one that runs here, or the one that came in with a request.
    public var trace: TraceContext? {
        get { self[TraceContextKey.self] }
        set { self[TraceContextKey.self] = newValue }
    }
}

private enum TraceContextKey: InstrumentationContextKey {
    typealias Value = TraceContext
    static var nameOverride: String? { "trace-context" }
}
