extension OTLPReader {
    /// Reads spans and log records of one line in full. What the line holds does not go into the batch.
    /// - Parameter line: its bytes, copied; a line of any variant that ``read(_:offset:)`` takes.
    public mutating func details(in line: [UInt8], _ request: DetailRequest) -> LineDetails {
        let kept = batch
        batch = SpanBatch()
        self.request = request
        found = LineDetails()
        var padded = NegativeZero.spelledOut(line)
        let length = padded.count
        padded.append(contentsOf: repeatElement(0, count: OTLPReader.padding))
        padded.withUnsafeBufferPointer {
            _ = read(UnsafeBufferPointer(rebasing: $0[..<length]), offset: 0)
        }
        self.request = nil
        batch = kept
        return found
    }

    /// Takes a span in full if it is wanted.
    mutating func takeDetail(_ tape: JSONTape, _ span: Int, _ record: SpanRecord) {
        guard let request, request.wants(record) else { return }
        found.spans.append(
            SpanDetail(
                trace: record.trace, id: SpanID(record.id), parent: record.parent == 0 ? nil : SpanID(record.parent),
                name: tape.string("name", "name", of: span), kind: record.kind, status: record.status,
                statusMessage: tape.member("status", of: span).map { tape.string("message", "message", of: $0) } ?? "",
                start: tape.moment("startTimeUnixNano", "start_time_unix_nano", of: span),
                end: tape.moment("endTimeUnixNano", "end_time_unix_nano", of: span),
                traceState: tape.string("traceState", "trace_state", of: span),
                flags: tape.count("flags", "flags", of: span), attributes: tape.attributes(of: span),
                droppedAttributes: tape.droppedAttributes(of: span), events: tape.events(of: span),
                droppedEvents: tape.count("droppedEventsCount", "dropped_events_count", of: span),
                links: tape.links(of: span),
                droppedLinks: tape.count("droppedLinksCount", "dropped_links_count", of: span),
                resource: resourceDetail(tape), scope: scopeDetail(tape), logs: []))
    }

    /// Takes a log record in full if it is wanted.
    mutating func takeDetail(_ tape: JSONTape, _ log: Int, _ record: LogRecord, eventName: String) {
        guard let request, request.wants(record) else { return }
        found.logs.append(
            LogDetail(
                time: record.time == 0 ? nil : Timestamp(nanoseconds: record.time),
                observedTime: tape.moment("observedTimeUnixNano", "observed_time_unix_nano", of: log),
                severity: severity(tape, log), severityText: tape.string("severityText", "severity_text", of: log),
                eventName: eventName, body: tape.member("body", of: log).map { tape.attributeValue($0) } ?? .empty,
                attributes: tape.attributes(of: log), droppedAttributes: tape.droppedAttributes(of: log),
                flags: tape.count("flags", "flags", of: log), trace: record.trace,
                span: record.span == 0 ? nil : SpanID(record.span), resource: resourceDetail(tape),
                scope: scopeDetail(tape)))
    }

    private func severity(_ tape: JSONTape, _ log: Int) -> UInt8 {
        guard let place = tape.member("severityNumber", "severity_number", of: log) else { return 0 }
        return tape.enumeration(place, prefix: OTLPWords.severityPrefix, words: OTLPWords.severities)
            .flatMap { UInt8(exactly: $0) } ?? 0
    }

    private func resourceDetail(_ tape: JSONTape) -> Resource {
        var detail = Resource()
        guard let item = resourceItem else { return detail }
        detail.schemaURL = tape.string("schemaUrl", "schema_url", of: item)
        guard let resource = tape.member("resource", of: item) else { return detail }
        detail.attributes = tape.attributes(of: resource)
        detail.droppedAttributes = tape.droppedAttributes(of: resource)
        return detail
    }

    private func scopeDetail(_ tape: JSONTape) -> Scope {
        var detail = Scope()
        guard let item = scopeItem else { return detail }
        detail.schemaURL = tape.string("schemaUrl", "schema_url", of: item)
        guard
            let scope = tape.member("scope", of: item)
                ?? tape.member("instrumentationLibrary", "instrumentation_library", of: item)
        else { return detail }
        detail.name = tape.string("name", "name", of: scope)
        detail.version = tape.string("version", "version", of: scope)
        detail.attributes = tape.attributes(of: scope)
        return detail
    }
}
