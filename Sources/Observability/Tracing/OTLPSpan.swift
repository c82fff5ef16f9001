import Resilience
import Tracing

/// A span that ``OTLPTracer`` started. All of it may be used from any thread; after `end` it no longer changes.
public final class OTLPSpan: Span {
    private enum State {
        case recording(SpanRecord, lastError: String?)
        case ended(name: String, attributes: SpanAttributes)
        /// The sampler said no: only ids exist.
        case dropped(name: String)
    }

    private let state: Locked<State>
    private let baseContext: InstrumentationContext
    private let trail: SourceTrail
    private let limits: SpanLimits
    private let finish: @Sendable (SpanRecord) -> Void

    init(
        record: SpanRecord, recording: Bool, context: InstrumentationContext, trail: SourceTrail, limits: SpanLimits,
        finish: @escaping @Sendable (SpanRecord) -> Void
    ) {
        state = Locked(recording ? .recording(record, lastError: nil) : .dropped(name: record.name))
        baseContext = context
        self.trail = trail
        self.limits = limits
        self.finish = finish
    }

    /// The context of what runs inside this span. It holds the span, so the span must not hold it.
    public var context: InstrumentationContext {
        var context = baseContext
        context.activeSpan = self
        return context
    }

    public var isRecording: Bool {
        state.withLock { if case .recording = $0 { true } else { false } }
    }

    public var operationName: String {
        get {
            state.withLock {
                switch $0 {
                case .recording(let record, _): record.name
                case .ended(let name, _), .dropped(let name): name
                }
            }
        }
        set { change { record, _ in record.name = newValue } }
    }

    /// Attributes beyond ``SpanLimits/attributes`` are left out when the span is written, and counted there.
    public var attributes: SpanAttributes {
        get {
            state.withLock {
                switch $0 {
                case .recording(let record, _): record.attributes
                case .ended(_, let attributes): attributes
                case .dropped: [:]
                }
            }
        }
        set { change { record, _ in record.attributes = newValue } }
    }

    /// The last status set wins. An error without a message takes the message of the last recorded error.
    public func setStatus(_ status: SpanStatus) {
        change { record, _ in record.status = status }
    }

    public func addEvent(_ event: SpanEvent) {
        change { record, _ in append(event, to: &record) }
    }

    public func addLink(_ link: SpanLink) {
        guard let context = link.context.trace else { return }
        change { record, _ in
            guard record.links.count < limits.links else {
                record.droppedLinks += 1
                return
            }
            record.links.append(SpanRecord.Link(context: context, attributes: link.attributes))
        }
    }

    /// Adds the event `exception` with `exception.type`, `exception.message` and `exception.stacktrace` (semantic
    /// conventions 1.44). `attributes` win over these. The span's status is left to the caller.
    public func recordError<Instant: TracerInstant>(
        _ error: any Error, attributes: SpanAttributes, at instant: @autoclosure () -> Instant
    ) {
        guard isRecording else { return }
        let message = String(describing: error)
        var all: SpanAttributes = [
            "exception.type": .string(String(reflecting: type(of: error))),
            "exception.message": .string(message),
            "exception.stacktrace": .string(trail.text),
        ]
        all.merge(attributes)
        let event = SpanEvent(name: "exception", at: instant(), attributes: all)
        change { record, lastError in
            append(event, to: &record)
            lastError = message
        }
    }

    /// The first call ends the span and hands it to the exporter; later ones do nothing.
    public func end<Instant: TracerInstant>(at instant: @autoclosure () -> Instant) {
        guard isRecording else { return }
        let now = instant().nanosecondsSinceEpoch
        let finished: SpanRecord? = state.withLock { state in
            guard case .recording(var record, let lastError) = state else { return nil }
            record.end = now
            if let status = record.status, status.code == .error, status.message == nil, let lastError {
                record.status = SpanStatus(code: .error, message: lastError)
            }
            state = .ended(name: record.name, attributes: record.attributes)
            return record
        }
        if let finished { finish(finished) }
    }

    private func append(_ event: SpanEvent, to record: inout SpanRecord) {
        guard record.events.count < limits.events else {
            record.droppedEvents += 1
            return
        }
        record.events.append(event)
    }

    private func change(_ body: (inout SpanRecord, inout String?) -> Void) {
        state.withLock { state in
            guard case .recording(var record, var lastError) = state else { return }
            // The enum must not hold a second reference, or every change would copy the record's arrays.
            state = .dropped(name: "")
            body(&record, &lastError)
            state = .recording(record, lastError: lastError)
        }
    }
}

extension InstrumentationContext {
    /// The span of this process that the context runs in.
    var activeSpan: OTLPSpan? {
        get { self[ActiveSpanKey.self] }
        set { self[ActiveSpanKey.self] = newValue }
    }
}

private enum ActiveSpanKey: InstrumentationContextKey {
    typealias Value = OTLPSpan
    static var nameOverride: String? { "active-span" }
}
