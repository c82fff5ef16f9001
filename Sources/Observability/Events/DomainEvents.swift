import Tracing

/// Writes changes of domain state into the trace log: each as a log record with an event name, and, where a span is
/// running, as an event of that span.
public struct DomainEvents: Sendable {
    private let log: TelemetryLog
    private let now: @Sendable () -> UInt64

    /// - Parameter now: nanoseconds since 1970.
    public init(
        log: TelemetryLog, now: @escaping @Sendable () -> UInt64 = { DefaultTracerClock.now.nanosecondsSinceEpoch }
    ) {
        self.log = log
        self.now = now
    }

    /// Records that `event` has just happened.
    ///
    /// The record is written even when the trace is not sampled: a saga that nobody can see is worse than a missing
    /// span.
    /// - Parameter context: what the event belongs to.
    public func record(_ event: DomainEvent, in context: InstrumentationContext? = .current) {
        let time = now()
        let attributes = event.attributes
        log.enqueue(
            .log(
                LogRecord(
                    time: time, severity: event.severity, body: event.sentence, eventName: event.name,
                    attributes: attributes, context: context?.trace)))
        let instant = DefaultTracerClock.Timestamp(nanosecondsSinceEpoch: time)
        context?.activeSpan?.addEvent(SpanEvent(name: event.name, at: instant, attributes: attributes))
    }
}
