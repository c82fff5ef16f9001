import Tracing

/// A tracer for swift-distributed-tracing whose spans end up as OTLP JSON lines in a ``TelemetryLog``.
///
/// Ending a span costs a lock and an append to a bounded queue; writing happens on another thread.
public final class OTLPTracer: Tracer {
    public typealias Span = OTLPSpan

    private let log: TelemetryLog
    private let sampler: Sampler
    private let limits: SpanLimits
    private let ids: SpanIDGenerator

    /// - Parameters:
    ///   - log: where finished spans go. Its `run()` must be running for them to be written.
    ///   - sampler: whether a new span is recorded; by default whatever the caller does, and all new traces.
    ///   - ids: where ids come from.
    public init(
        log: TelemetryLog, sampler: Sampler = .parentBased(), limits: SpanLimits = SpanLimits(),
        ids: SpanIDGenerator = .system
    ) {
        self.log = log
        self.sampler = sampler
        self.limits = limits
        self.ids = ids
    }

    public func startSpan<Instant: TracerInstant>(
        _ operationName: String, context: @autoclosure () -> InstrumentationContext, ofKind kind: SpanKind,
        at instant: @autoclosure () -> Instant, function: String, file fileID: String, line: UInt
    ) -> OTLPSpan {
        var context = context()
        let parent = context.trace
        let traceID = parent?.traceID ?? ids.traceID()
        let recording = sampler.records(Sampler.Request(traceID: traceID, name: operationName, parent: parent))
        let own = TraceContext(
            traceID: traceID, spanID: ids.spanID(),
            flags: (recording ? TraceContext.sampledFlag : 0)
                | (parent.map { $0.flags & TraceContext.randomFlag } ?? TraceContext.randomFlag),
            state: parent?.state ?? TraceState())
        let trail = SourceTrail(
            span: operationName, function: function, file: fileID, line: line, caller: context.sourceTrail)
        context.trace = own
        context.sourceTrail = trail
        let record = SpanRecord(
            context: own, parent: parent, kind: kind, start: instant().nanosecondsSinceEpoch, name: operationName)
        let log = log
        return OTLPSpan(record: record, recording: recording, context: context, trail: trail, limits: limits) {
            log.enqueue(.span($0))
        }
    }

    public func startAnySpan<Instant: TracerInstant>(
        _ operationName: String, context: @autoclosure () -> InstrumentationContext, ofKind kind: SpanKind,
        at instant: @autoclosure () -> Instant, function: String, file fileID: String, line: UInt
    ) -> any Tracing.Span {
        startSpan(
            operationName, context: context(), ofKind: kind, at: instant(), function: function, file: fileID,
            line: line)
    }

    /// The span of this process that `context` runs in.
    public func activeSpan(identifiedBy context: InstrumentationContext) -> OTLPSpan? { context.activeSpan }

    /// Asks the writer to write what has ended so far. Does not wait; see ``TelemetryLog/flush()``.
    public func forceFlush() { log.wake() }

    /// Writes `traceparent` and, where there is one, `tracestate`.
    public func inject<Carrier, Inject: Injector>(
        _ context: InstrumentationContext, into carrier: inout Carrier, using injector: Inject
    ) where Inject.Carrier == Carrier {
        guard let trace = context.trace else { return }
        injector.inject(TraceParent.format(trace), forKey: TraceParent.headerName, into: &carrier)
        if !trace.state.isEmpty {
            injector.inject(trace.state.description, forKey: TraceState.headerName, into: &carrier)
        }
    }

    /// Reads `traceparent` and `tracestate`. Without a valid `traceparent` the context stays as it was.
    public func extract<Carrier, Extract: Extractor>(
        _ carrier: Carrier, into context: inout InstrumentationContext, using extractor: Extract
    ) where Extract.Carrier == Carrier {
        guard let parent = extractor.extract(key: TraceParent.headerName, from: carrier) else { return }
        let state = extractor.extract(key: TraceState.headerName, from: carrier).map { TraceState($0) }
        guard let trace = TraceParent.parse(parent, state: state ?? TraceState()) else { return }
        context.trace = trace
        // What came in belongs to another process: nothing of this one is above it.
        context.activeSpan = nil
        context.sourceTrail = nil
    }
}
