import EventSourcing
import Observability
import Tracing

/// Shows in the trace of each event of another service who has taken it in: a span `process OrderPlaced` under the span
/// that recorded it.
struct EventReception: Sendable {
    /// The service whose events they are.
    let origin: ShopTopology.Service
    /// The read model or the group that takes them in.
    let consumer: String
    let tracer: OTLPTracer

    /// Events that were taken in together, just now. Those that could not be are told when they are: a consumer that
    /// tries again later is no error of whoever placed the order.
    func received(_ events: [Event], took: Duration) {
        let end = DefaultTracerClock.now
        let start = InstantOfSpan(end.nanosecondsSinceEpoch - min(end.nanosecondsSinceEpoch, took.wholeNanoseconds))
        for event in events {
            guard let context = Self.context(of: event) else { continue }
            let span = tracer.startSpan(Self.name(event), context: context, ofKind: .consumer, at: start)
            span.updateAttributes { describe(event, &$0) }
            span.end(at: end)
        }
    }

    /// `nil`: nobody traced what the event comes from.
    private static func context(of event: Event) -> InstrumentationContext? {
        guard let trace = event.metadata.traceparent.flatMap({ TraceParent.parse($0) }) else { return nil }
        var context = InstrumentationContext.topLevel
        context.trace = trace
        return context
    }

    private static func name(_ event: Event) -> String { "process \(event.type)" }

    private func describe(_ event: Event, _ attributes: inout SpanAttributes) {
        attributes["messaging.operation.type"] = "process"
        attributes["messaging.destination.name"] = origin.rawValue
        attributes["messaging.consumer.group.name"] = consumer
        attributes["messaging.message.id"] = event.id.rawValue
        if event.stream.category == OrderAggregate.category { attributes["order.id"] = event.stream.rawValue }
    }
}

/// A moment that has passed.
private struct InstantOfSpan: TracerInstant {
    let nanosecondsSinceEpoch: UInt64

    init(_ nanosecondsSinceEpoch: UInt64) { self.nanosecondsSinceEpoch = nanosecondsSinceEpoch }

    static func < (first: Self, second: Self) -> Bool { first.nanosecondsSinceEpoch < second.nanosecondsSinceEpoch }
}

extension Duration {
    /// Zero for what is negative.
    fileprivate var wholeNanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        return UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
    }
}
