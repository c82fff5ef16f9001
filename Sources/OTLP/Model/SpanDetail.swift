/// Everything that a line says about one span, parsed when a person opens it.
public struct SpanDetail: Sendable, Equatable {
    public var trace: TraceID
    public var id: SpanID
    /// Absent for a root.
    public var parent: SpanID?
    /// May be empty.
    public var name: String
    public var kind: SpanKind
    public var status: SpanStatus
    public var statusMessage: String
    /// As written, whatever the clock that wrote it; absent if it could not be read.
    public var start: Timestamp?
    /// Absent while the span has not ended.
    public var end: Timestamp?
    public var traceState: String
    /// W3C trace flags in the low eight bits, 0x100 "is-remote known", 0x200 "parent is remote".
    public var flags: UInt32
    public var attributes: [Attribute]
    public var droppedAttributes: UInt32
    public var events: [SpanEvent]
    public var droppedEvents: UInt32
    public var links: [SpanLink]
    public var droppedLinks: UInt32
    public var resource: Resource
    public var scope: Scope
    /// The log records that name this span, by time. Filled by the trace engine; empty straight from a line.
    public var logs: [LogDetail]
}

extension SpanDetail {
    /// A span without attributes, events and links.
    public init(
        trace: TraceID, id: SpanID, parent: SpanID?, name: String, kind: SpanKind, status: SpanStatus,
        start: Timestamp?, end: Timestamp?, resource: Resource
    ) {
        self.init(
            trace: trace, id: id, parent: parent, name: name, kind: kind, status: status, statusMessage: "",
            start: start, end: end, traceState: "", flags: 0, attributes: [], droppedAttributes: 0, events: [],
            droppedEvents: 0, links: [], droppedLinks: 0, resource: resource, scope: Scope(), logs: [])
    }
}

/// Something that happened during a span.
public struct SpanEvent: Sendable, Equatable {
    public var time: Timestamp?
    public var name: String
    public var attributes: [Attribute]
    public var droppedAttributes: UInt32
}

/// A reference to a span of this or another trace.
public struct SpanLink: Sendable, Equatable {
    /// Absent if the id was empty or not readable.
    public var trace: TraceID?
    public var span: SpanID?
    public var traceState: String
    public var attributes: [Attribute]
    public var droppedAttributes: UInt32
    public var flags: UInt32
}

/// What produced the telemetry: a process, described by attributes.
public struct Resource: Sendable, Hashable {
    public var attributes: [Attribute]
    public var droppedAttributes: UInt32
    public var schemaURL: String

    /// A resource; without attributes it is `unknown_service`.
    public init(attributes: [Attribute] = [], droppedAttributes: UInt32 = 0, schemaURL: String = "") {
        self.attributes = attributes
        self.droppedAttributes = droppedAttributes
        self.schemaURL = schemaURL
    }

    /// `service.name`, or `unknown_service` when there is none.
    public var service: String {
        if case .string(let name)? = attributes["service.name"], !name.isEmpty { return name }
        return "unknown_service"
    }
}

/// The instrumentation that made a span or record.
public struct Scope: Sendable, Hashable {
    public var name: String
    public var version: String
    public var attributes: [Attribute]
    public var schemaURL: String

    /// A scope; all of it may be empty.
    public init(name: String = "", version: String = "", attributes: [Attribute] = [], schemaURL: String = "") {
        self.name = name
        self.version = version
        self.attributes = attributes
        self.schemaURL = schemaURL
    }
}

/// A log record with everything its line says.
public struct LogDetail: Sendable, Equatable {
    /// `timeUnixNano`, else `observedTimeUnixNano`, else absent.
    public var time: Timestamp?
    public var observedTime: Timestamp?
    /// 1–24 as OTLP numbers them, 0 when not given.
    public var severity: UInt8
    /// Free text, which may disagree with the number.
    public var severityText: String
    /// `eventName`, or the older attribute `event.name`; empty for a plain record.
    public var eventName: String
    public var body: AttributeValue
    public var attributes: [Attribute]
    public var droppedAttributes: UInt32
    public var flags: UInt32
    public var trace: TraceID?
    public var span: SpanID?
    public var resource: Resource
    public var scope: Scope
}
