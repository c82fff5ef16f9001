extension OTLPReader {
    /// Reads a log record: its trace and time into a row, and the whole of it when it is a change of state.
    mutating func walkLog(_ tape: JSONTape, _ log: Int) {
        batch.logCount += 1
        var record = LogRecord(trace: TraceID(high: 0, low: 0), span: 0, time: 0, line: line)
        var observed: UInt64 = 0
        var name = JSONText.empty
        var attributes: Int?
        tape.forEachMember(of: log) { key, value in
            if key.equals("timeUnixNano", "time_unix_nano") {
                record.time = moment(tape, value)
            } else if key.equals("observedTimeUnixNano", "observed_time_unix_nano") {
                observed = moment(tape, value)
            } else if key.equals("traceId", "trace_id") {
                if tape.kind(value) == JSONTape.Kind.string, case .id(let id) = tape.text(value).traceID() {
                    record.trace = id
                }
            } else if key.equals("spanId", "span_id") {
                if tape.kind(value) == JSONTape.Kind.string, case .id(let id) = tape.text(value).spanID() {
                    record.span = id
                }
            } else if key.equals("eventName", "event_name") {
                if tape.kind(value) == JSONTape.Kind.string { name = tape.text(value) }
            } else if key.equals("attributes") {
                attributes = value
            } else if key.equals("droppedAttributesCount", "dropped_attributes_count") {
                if tape.unsigned32(value) > 0 { batch.incompleteLogCount += 1 }
            }
        }
        if record.time == 0 { record.time = observed }
        noteTime(record.time)
        if !record.trace.isZero { batch.logs.append(record) }
        if name.count == 0, let attributes { name = oldEventName(tape, attributes) }
        if request != nil { takeDetail(tape, log, record, eventName: name.string) }
        guard interest.isChange(name) else { return }
        batch.domain.append(
            DomainRecord(
                origin: .log, name: name.string, attributes: attributes.map { tape.attributes($0) } ?? [],
                time: record.time, end: 0, status: .unset, namespace: symbols[resource.namespace],
                service: symbols[resource.service], instance: symbols[resource.instance],
                trace: record.trace.isZero ? nil : record.trace,
                span: record.span == 0 ? nil : SpanID(record.span), line: line))
    }

    private func moment(_ tape: JSONTape, _ place: Int) -> UInt64 {
        if case .value(let time) = tape.unsigned64(place) { time } else { 0 }
    }

    /// The attribute `event.name`, which older producers wrote in place of the field; empty without.
    private func oldEventName(_ tape: JSONTape, _ attributes: Int) -> JSONText {
        var name = JSONText.empty
        tape.forEachElement(of: attributes) { element in
            guard let (key, value) = tape.keyValue(element), let value, key.equals("event.name") else { return }
            if let text = tape.stringValue(value) { name = text }
        }
        return name
    }
}
