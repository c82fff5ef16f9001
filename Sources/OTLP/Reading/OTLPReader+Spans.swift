extension OTLPReader {
    /// Where the parts of a span stand that are looked at after its own fields.
    private struct Parts {
        var attributes: Int?
        var events: Int?
        var name: JSONText?
    }

    /// Reads a span into a row. A field that is not readable is unknown by itself; the span stays.
    mutating func walkSpan(_ tape: JSONTape, _ span: Int) {
        var record = SpanRecord(
            trace: TraceID(high: 0, low: 0), id: 0, parent: 0, start: 0, duration: 0, name: 0,
            service: resource.service, saga: 0, kind: .unspecified, status: .unset,
            notes: [.badTraceID, .badSpanID], line: line)
        var end: UInt64 = 0
        var parts = Parts()
        let last = tape.end(span)
        var place = span + 1
        while place < last {
            let key = tape.text(place)
            let value = place + 1
            switch key.count {
            case 4:
                if key.equals("name") {
                    if tape.kind(value) == JSONTape.Kind.string { parts.name = tape.text(value) }
                } else if key.equals("kind") {
                    record.kind = spanKind(tape, value)
                }
            case 5: if key.equals("links"), tape.count(of: value) > 0 { record.notes.insert(.hasLinks) }
            case 6:
                if key.equals("spanId") {
                    readSpanID(tape, value, &record)
                } else if key.equals("events") {
                    parts.events = tape.count(of: value) > 0 ? value : nil
                } else if key.equals("status") {
                    record.status = spanStatus(tape, value)
                }
            case 7:
                if key.equals("traceId") { readTraceID(tape, value, &record) }
                if key.equals("span_id") { readSpanID(tape, value, &record) }
            case 8: if key.equals("trace_id") { readTraceID(tape, value, &record) }
            case 10: if key.equals("attributes") { parts.attributes = value }
            case 12: if key.equals("parentSpanId") { readParent(tape, value, &record) }
            case 14: if key.equals("parent_span_id") { readParent(tape, value, &record) }
            case 15: if key.equals("endTimeUnixNano") { end = time(tape, value, &record) }
            case 17:
                if key.equals("startTimeUnixNano") { record.start = time(tape, value, &record) }
                if key.equals("droppedLinksCount") { noteDropped(tape, value, &record) }
            case 18:
                if key.equals("end_time_unix_nano") { end = time(tape, value, &record) }
                if key.equals("droppedEventsCount") { noteDropped(tape, value, &record) }
            case 19: if key.equals("dropped_links_count") { noteDropped(tape, value, &record) }
            case 20:
                if key.equals("start_time_unix_nano") { record.start = time(tape, value, &record) }
                if key.equals("dropped_events_count") { noteDropped(tape, value, &record) }
            case 22: if key.equals("droppedAttributesCount") { noteDropped(tape, value, &record) }
            case 24: if key.equals("dropped_attributes_count") { noteDropped(tape, value, &record) }
            default: break
            }
            place = tape.next(value)
        }
        finish(&record, end: end)
        noteTime(record.start)
        if let name = parts.name { record.name = symbols.symbol(for: name.bytes) }
        if parts.events != nil { record.notes.insert(.hasEvents) }
        readDomain(tape, &record, end: end, parts)
        batch.spans.append(record)
        if request != nil { takeDetail(tape, span, record) }
    }

    /// Remembers the keys of attributes, up to a limit.
    mutating func noteKeys(_ tape: JSONTape, _ attributes: Int) {
        tape.forEachElement(of: attributes) { element in
            guard attributeKeys.count < OTLPReader.attributeKeyLimit, let (key, _) = tape.keyValue(element),
                key.count <= 200
            else { return }
            _ = attributeKeys.symbol(for: key.bytes)
        }
    }

    private func finish(_ record: inout SpanRecord, end: UInt64) {
        if record.start == 0 { record.notes.insert(.badTime) }
        if end == 0 {
            record.notes.insert(.running)
        } else if end < record.start {
            record.notes.insert(.endsBeforeStart)
        } else if record.start != 0 {
            record.duration = end - record.start
        }
    }

    /// A time in nanoseconds; 0 when absent or not readable. What lies before 1980 is kept and noted: most likely
    /// milliseconds, which is not for us to guess.
    @inline(__always)
    private func time(_ tape: JSONTape, _ place: Int, _ record: inout SpanRecord) -> UInt64 {
        switch tape.unsigned64(place) {
        case .absent: return 0
        case .bad:
            record.notes.insert(.badTime)
            return 0
        case .value(let time):
            if time < 315_532_800_000_000_000, time != 0 { record.notes.insert(.badTime) }
            return time
        }
    }

    @inline(__always)
    private func readTraceID(_ tape: JSONTape, _ place: Int, _ record: inout SpanRecord) {
        guard tape.kind(place) == JSONTape.Kind.string, case .id(let id) = tape.text(place).traceID() else { return }
        record.trace = id
        record.notes.remove(.badTraceID)
    }

    @inline(__always)
    private func readSpanID(_ tape: JSONTape, _ place: Int, _ record: inout SpanRecord) {
        guard tape.kind(place) == JSONTape.Kind.string, case .id(let id) = tape.text(place).spanID() else { return }
        record.id = id
        record.notes.remove(.badSpanID)
    }

    @inline(__always)
    private func readParent(_ tape: JSONTape, _ place: Int, _ record: inout SpanRecord) {
        guard !tape.isNull(place) else { return }
        guard tape.kind(place) == JSONTape.Kind.string else {
            record.notes.insert(.badParentID)
            return
        }
        switch tape.text(place).spanID() {
        case .absent: record.parent = 0
        case .id(let id): record.parent = id
        case .bad: record.notes.insert(.badParentID)
        }
    }

    private func noteDropped(_ tape: JSONTape, _ place: Int, _ record: inout SpanRecord) {
        if tape.unsigned32(place) > 0 { record.notes.insert(.dropped) }
    }

    private func spanKind(_ tape: JSONTape, _ place: Int) -> SpanKind {
        tape.enumeration(place, prefix: OTLPWords.kindPrefix, words: OTLPWords.kinds)
            .flatMap { UInt8(exactly: $0) }.flatMap(SpanKind.init) ?? .unspecified
    }

    private func spanStatus(_ tape: JSONTape, _ place: Int) -> SpanStatus {
        var status = SpanStatus.unset
        tape.forEachMember(of: place) { key, value in
            guard key.equals("code") else { return }
            status =
                tape.enumeration(value, prefix: OTLPWords.statusPrefix, words: OTLPWords.statuses)
                .flatMap { UInt8(exactly: $0) }.flatMap(SpanStatus.init) ?? .unset
        }
        return status
    }

    /// Looks for what a span says of sagas and breakers, in its attributes and events.
    private mutating func readDomain(_ tape: JSONTape, _ record: inout SpanRecord, end: UInt64, _ parts: Parts) {
        var isTelling = false
        if let attributes = parts.attributes {
            var shape: UInt64 = 0
            defer { if shapes.isNew(shape) { noteKeys(tape, attributes) } }
            tape.forEachElement(of: attributes) { element in
                guard let (key, value) = tape.keyValue(element) else { return }
                shape = AttributeShapes.adding(key, to: shape)
                guard interest.covers(key), let value else { return }
                isTelling = isTelling || !key.equals("saga.id")
                if interest.isSagaID(key), let text = tape.stringValue(value) {
                    record.saga = symbols.symbol(for: text.bytes)
                }
                if key.equals("circuit_breaker.rejected"), case .bool(true) = tape.attributeValue(value) {
                    record.notes.insert(.rejected)
                }
            }
        }
        if !isTelling, !interest.spanNames.isEmpty, let name = parts.name?.string {
            isTelling = interest.spanNames.contains { $0.capture(in: name) != nil }
        }
        guard isTelling || parts.events != nil else { return }
        let own = telling(tape, parts.attributes)
        if isTelling {
            appendDomain(.span, name: parts.name?.string ?? "", own, time: record.start, end: end, record)
        }
        guard let events = parts.events else { return }
        tape.forEachElement(of: events) { event in
            guard let name = tape.member("name", of: event), tape.kind(name) == JSONTape.Kind.string,
                interest.isChange(tape.text(name))
            else { return }
            var time: UInt64 = record.start
            if let place = tape.member("timeUnixNano", "time_unix_nano", of: event),
                case .value(let written) = tape.unsigned64(place)
            {
                time = written
            }
            let attributes = tape.member("attributes", of: event).map { tape.attributes($0) } ?? []
            appendDomain(.spanEvent, name: tape.text(name).string, own + attributes, time: time, end: 0, record)
        }
    }

    private func telling(_ tape: JSONTape, _ attributes: Int?) -> [Attribute] {
        guard let attributes else { return [] }
        var found: [Attribute] = []
        tape.forEachElement(of: attributes) { element in
            guard let (key, value) = tape.keyValue(element), let value,
                interest.covers(key) || key.equals("error.type")
            else { return }
            found.append(Attribute(key: key.string, value: tape.attributeValue(value)))
        }
        return found
    }

    private mutating func appendDomain(
        _ origin: DomainRecord.Origin, name: String, _ attributes: [Attribute], time: UInt64, end: UInt64,
        _ record: SpanRecord
    ) {
        batch.domain.append(
            DomainRecord(
                origin: origin, name: name, attributes: attributes, time: time, end: end, status: record.status,
                namespace: symbols[resource.namespace], service: symbols[resource.service],
                instance: symbols[resource.instance],
                trace: record.notes.contains(.badTraceID) ? nil : record.trace,
                span: record.notes.contains(.badSpanID) ? nil : SpanID(record.id), line: line))
    }
}
