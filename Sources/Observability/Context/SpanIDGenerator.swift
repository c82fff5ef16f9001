import Resilience

/// Where new trace and span ids come from.
public struct SpanIDGenerator: Sendable {
    /// A new trace's id.
    public var traceID: @Sendable () -> TraceID
    /// A new span's id.
    public var spanID: @Sendable () -> SpanID

    public init(traceID: @escaping @Sendable () -> TraceID, spanID: @escaping @Sendable () -> SpanID) {
        self.traceID = traceID
        self.spanID = spanID
    }

    /// Ids from the system's random numbers.
    public static let system = SpanIDGenerator(
        traceID: {
            var generator = SystemRandomNumberGenerator()
            return TraceID.random(using: &generator)
        },
        spanID: {
            var generator = SystemRandomNumberGenerator()
            return SpanID.random(using: &generator)
        })

    /// Ids from `generator`, the same ones each time for the same seed: for tests and recorded demos.
    public static func from(_ generator: some RandomNumberGenerator & Sendable) -> SpanIDGenerator {
        let source = RandomSource(generator)
        return SpanIDGenerator(traceID: { source.traceID() }, spanID: { source.spanID() })
    }
}

/// Shares one generator between threads.
private final class RandomSource<Generator: RandomNumberGenerator & Sendable>: Sendable {
    private let generator: Locked<Generator>

    init(_ generator: Generator) { self.generator = Locked(generator) }

    func traceID() -> TraceID { generator.withLock { TraceID.random(using: &$0) } }
    func spanID() -> SpanID { generator.withLock { SpanID.random(using: &$0) } }
}
