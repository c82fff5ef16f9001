import Tracing

/// Turns records into lines of OTLP JSON: one `resourceSpans` line and one `resourceLogs` line a batch.
///
/// Ids are lowercase hexadecimal, 64-bit integers are strings, enums are numbers, absent fields are left out: as the
/// OpenTelemetry Collector writes them.
struct OTLPLineEncoder {
    private let resource: [UInt8]
    private let limits: SpanLimits
    private static let scope = "\"scope\":{\"name\":\"fusebox.observability\"}"

    init(resource: TelemetryResource, limits: SpanLimits) {
        var buffer = JSONBuffer()
        buffer.raw("{\"attributes\":")
        OTLPValue.appendAttributes(resource.attributes, limits: limits, to: &buffer)
        buffer.raw("}")
        self.resource = buffer.bytes
        self.limits = limits
    }

    /// Appends the lines for `records` to `lines`, each with its newline.
    func encode(_ records: some Collection<TelemetryRecord>, into lines: inout [[UInt8]]) {
        var spans = JSONBuffer()
        var logs = JSONBuffer()
        for record in records {
            switch record {
            case .span(let span):
                if !spans.bytes.isEmpty { spans.raw(",") }
                append(span, to: &spans)
            case .log(let log):
                if !logs.bytes.isEmpty { logs.raw(",") }
                append(log, to: &logs)
            }
        }
        if !spans.bytes.isEmpty { lines.append(line(signal: "Spans", items: "spans", of: spans.bytes)) }
        if !logs.bytes.isEmpty { lines.append(line(signal: "Logs", items: "logRecords", of: logs.bytes)) }
    }

    private func line(signal: StaticString, items: StaticString, of content: [UInt8]) -> [UInt8] {
        var buffer = JSONBuffer()
        buffer.raw("{\"resource")
        buffer.raw(signal)
        buffer.raw("\":[{\"resource\":")
        buffer.raw(resource)
        buffer.raw(",\"scope")
        buffer.raw(signal)
        buffer.raw("\":[{")
        buffer.raw(Array(Self.scope.utf8))
        buffer.raw(",\"")
        buffer.raw(items)
        buffer.raw("\":[")
        buffer.raw(content)
        buffer.raw("]}]}]}\n")
        return buffer.bytes
    }

    private func append(_ span: SpanRecord, to buffer: inout JSONBuffer) {
        buffer.raw("{")
        appendIDs(span.context, to: &buffer)
        if !span.context.state.isEmpty {
            buffer.raw(",\"traceState\":")
            buffer.string(span.context.state.description)
        }
        if let parent = span.parent {
            buffer.raw(",\"parentSpanId\":\"")
            buffer.hexadecimal(parent.spanID.value)
            buffer.raw("\"")
        }
        buffer.raw(",\"flags\":")
        buffer.number(Self.flags(of: span.context, above: span.parent))
        buffer.raw(",\"name\":")
        buffer.string(span.name, limit: limits.textBytes)
        buffer.raw(",\"kind\":")
        buffer.number(Self.kind(span.kind))
        appendTime(span.start, key: ",\"startTimeUnixNano\":\"", to: &buffer)
        appendTime(span.end, key: ",\"endTimeUnixNano\":\"", to: &buffer)
        appendAttributes(span.attributes, to: &buffer)
        appendEvents(of: span, to: &buffer)
        appendLinks(of: span, to: &buffer)
        appendStatus(span.status, to: &buffer)
        buffer.raw("}")
    }

    private func appendEvents(of span: SpanRecord, to buffer: inout JSONBuffer) {
        if !span.events.isEmpty {
            buffer.raw(",\"events\":[")
            for (index, event) in span.events.enumerated() {
                buffer.raw(index == 0 ? "{" : ",{")
                appendTime(event.nanosecondsSinceEpoch, key: "\"timeUnixNano\":\"", to: &buffer)
                buffer.raw(",\"name\":")
                buffer.string(event.name, limit: limits.textBytes)
                appendAttributes(event.attributes, to: &buffer)
                buffer.raw("}")
            }
            buffer.raw("]")
        }
        appendDropped(span.droppedEvents, key: ",\"droppedEventsCount\":", to: &buffer)
    }

    private func appendLinks(of span: SpanRecord, to buffer: inout JSONBuffer) {
        if !span.links.isEmpty {
            buffer.raw(",\"links\":[")
            for (index, link) in span.links.enumerated() {
                buffer.raw(index == 0 ? "{" : ",{")
                appendIDs(link.context, to: &buffer)
                if !link.context.state.isEmpty {
                    buffer.raw(",\"traceState\":")
                    buffer.string(link.context.state.description)
                }
                appendAttributes(link.attributes, to: &buffer)
                buffer.raw("}")
            }
            buffer.raw("]")
        }
        appendDropped(span.droppedLinks, key: ",\"droppedLinksCount\":", to: &buffer)
    }

    private func appendStatus(_ status: SpanStatus?, to buffer: inout JSONBuffer) {
        buffer.raw(",\"status\":{")
        if let status {
            buffer.raw("\"code\":")
            buffer.number(status.code == .ok ? 1 : 2)
            // OTLP allows a description only beside an error.
            if status.code == .error, let message = status.message {
                buffer.raw(",\"message\":")
                buffer.string(message, limit: limits.textBytes)
            }
        }
        buffer.raw("}")
    }

    private func append(_ log: LogRecord, to buffer: inout JSONBuffer) {
        buffer.raw("{")
        appendTime(log.time, key: "\"timeUnixNano\":\"", to: &buffer)
        appendTime(log.time, key: ",\"observedTimeUnixNano\":\"", to: &buffer)
        buffer.raw(",\"severityNumber\":")
        buffer.number(log.severity.rawValue)
        buffer.raw(",\"severityText\":")
        buffer.string(log.severity.text)
        buffer.raw(",\"body\":{\"stringValue\":")
        buffer.string(log.body, limit: limits.textBytes)
        buffer.raw("}")
        if !log.eventName.isEmpty {
            buffer.raw(",\"eventName\":")
            buffer.string(log.eventName)
        }
        appendAttributes(log.attributes, to: &buffer)
        if let context = log.context {
            buffer.raw(",\"flags\":")
            buffer.number(context.flags)
            buffer.raw(",")
            appendIDs(context, to: &buffer)
        }
        buffer.raw("}")
    }

    private func appendIDs(_ context: TraceContext, to buffer: inout JSONBuffer) {
        buffer.raw("\"traceId\":\"")
        buffer.hexadecimal(context.traceID.high)
        buffer.hexadecimal(context.traceID.low)
        buffer.raw("\",\"spanId\":\"")
        buffer.hexadecimal(context.spanID.value)
        buffer.raw("\"")
    }

    private func appendTime(_ time: UInt64, key: StaticString, to buffer: inout JSONBuffer) {
        buffer.raw(key)
        buffer.number(time)
        buffer.raw("\"")
    }

    private func appendAttributes(_ attributes: SpanAttributes, to buffer: inout JSONBuffer) {
        guard !attributes.isEmpty else { return }
        buffer.raw(",\"attributes\":")
        OTLPValue.appendAttributes(attributes, limits: limits, to: &buffer)
        appendDropped(attributes.count - limits.attributes, key: ",\"droppedAttributesCount\":", to: &buffer)
    }

    private func appendDropped(_ count: Int, key: StaticString, to buffer: inout JSONBuffer) {
        guard count > 0 else { return }
        buffer.raw(key)
        buffer.number(count)
    }

    private static func kind(_ kind: SpanKind) -> Int {
        switch kind {
        case .internal: 1
        case .server: 2
        case .client: 3
        case .producer: 4
        case .consumer: 5
        }
    }

    /// Trace flags in the low 8 bits; 0x100 "it is known whether the parent is remote", 0x200 "it is".
    private static func flags(of context: TraceContext, above parent: TraceContext?) -> UInt32 {
        UInt32(context.flags) | 0x100 | (parent?.isRemote == true ? 0x200 : 0)
    }
}
