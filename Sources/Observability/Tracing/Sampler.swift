/// Decides whether a new span is recorded.
///
/// A span that is not recorded costs nothing but its ids, which still travel to the services that it calls.
public struct Sampler: Sendable {
    /// What is known when a span starts.
    public struct Request: Sendable {
        public let traceID: TraceID
        public let name: String
        /// The span above, `nil` at the start of a trace.
        public let parent: TraceContext?

        public init(traceID: TraceID, name: String, parent: TraceContext?) {
            self.traceID = traceID
            self.name = name
            self.parent = parent
        }
    }

    /// Whether the span is recorded.
    public var records: @Sendable (Request) -> Bool

    public init(records: @escaping @Sendable (Request) -> Bool) {
        self.records = records
    }

    /// Records everything.
    public static let always = Sampler { _ in true }

    /// Records nothing.
    public static let never = Sampler { _ in false }

    /// Records `share` of all traces, the same ones in every service that uses the same share or a larger one.
    ///
    /// The last 56 bits R of the trace id are compared with T = (1 − share) × 2⁵⁶; R ≥ T is recorded (OpenTelemetry's
    /// consistent probability sampling).
    /// - Parameter share: 0 to 1; what lies outside counts as the nearer end.
    public static func ratio(_ share: Double) -> Sampler {
        let clamped = share.isNaN ? 0 : min(max(share, 0), 1)
        let threshold = UInt64(((1 - clamped) * 0x1p56).rounded())
        return Sampler { request in request.traceID.low & 0x00FF_FFFF_FFFF_FFFF >= threshold }
    }

    /// Does as the caller did; `root` decides where a trace starts. This keeps traces whole.
    public static func parentBased(root: Sampler = .always) -> Sampler {
        Sampler { request in request.parent?.isSampled ?? root.records(request) }
    }
}
