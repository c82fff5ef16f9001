extension TraceEngine {
    /// Everything that its line says about a span, with the log records that name it, read again from the file.
    /// - Throws: ``TraceEngineError`` when the span is not in memory or its line is no longer on disk.
    public func detail(of node: SpanTreeNode.ID, in trace: TraceID) throws(TraceEngineError) -> SpanDetail {
        guard let slot = ingest.store.trace(trace) else { throw .unknownTrace(trace) }
        let place: Int?
        switch node {
        case .span(let id): place = ingest.store.span(id.value, in: slot)
        case .unidentified(let row): place = row < ingest.store.spans.count ? row : nil
        case .missingParent(let id): throw .unknownSpan(trace, id)
        }
        guard let place else { throw .unknownSpan(trace, SpanID(0)) }
        let row = ingest.store.spans[place]
        let line = try ingest.line(row.place, length: row.length)
        let request = DetailRequest(trace: trace, span: row.id, start: row.start)
        guard var detail = ingest.details(in: line, request).spans.last else {
            throw .noLongerOnDisk(path: ingest.files[row.place.file].path)
        }
        detail.logs = logs(of: slot, trace, span: row.id).found
        return detail
    }

    /// The same for a span's id.
    public func detail(of span: SpanID, in trace: TraceID) throws(TraceEngineError) -> SpanDetail {
        try detail(of: .span(span), in: trace)
    }

    /// A whole trace as OTLP JSON lines. Of a span whose line is no longer on disk what is in memory is written, and
    /// the answer says so: nothing is left out silently.
    /// - Throws: ``TraceEngineError/unknownTrace(_:)`` when the trace is not in memory.
    public func export(_ trace: TraceID) throws(TraceEngineError) -> TraceExport {
        guard let slot = ingest.store.trace(trace) else { throw .unknownTrace(trace) }
        var rows: [SpanRow] = []
        ingest.store.forEachSpan(of: slot) { _, row in rows.append(row) }
        rows.sort { ($0.start, $0.id) < ($1.start, $1.id) }
        var export = TraceExport(lines: [], partialSpans: 0, missingLogs: 0, reasons: [])
        var spans: [SpanDetail] = []
        var cache: (place: LinePlace, details: LineDetails)?
        for row in rows {
            if cache?.place != row.place {
                do throws(TraceEngineError) {
                    let line = try ingest.line(row.place, length: row.length)
                    cache = (row.place, ingest.details(in: line, DetailRequest(trace: trace)))
                } catch {
                    cache = (row.place, LineDetails())
                    export.note("\(error)")
                }
            }
            let found = cache?.details.spans.last {
                $0.id.value == row.id && (row.id != 0 || $0.start?.nanoseconds ?? 0 == row.start)
            }
            if let found {
                spans.append(found)
            } else {
                export.partialSpans += 1
                export.note("\(TraceEngineError.noLongerOnDisk(path: ingest.files[row.place.file].path))")
                spans.append(ingest.remembered(row, of: trace))
            }
        }
        let logs = logs(of: slot, trace, span: nil)
        export.missingLogs = logs.missing
        for reason in logs.reasons { export.note(reason) }
        export.lines = OTLPWriter.lines(spans: spans, logs: logs.found)
        return export
    }

    /// The log records of a trace or of one of its spans, by time, and how many are no longer on disk.
    private func logs(
        of slot: Int, _ trace: TraceID, span: UInt64?
    ) -> (found: [LogDetail], missing: Int, reasons: [String]) {
        guard span != 0 else { return ([], 0, []) }
        var rows: [LogRow] = []
        ingest.store.forEachLog(of: slot) { row in
            if span == nil || row.span == span { rows.append(row) }
        }
        var logs: [LogDetail] = []
        var reasons: [String] = []
        for place in Set(rows.map { LineKey(place: $0.place, length: $0.length) }).sorted() {
            do throws(TraceEngineError) {
                let line = try ingest.line(place.place, length: place.length)
                logs += ingest.details(in: line, DetailRequest(trace: trace, span: span)).logs
            } catch {
                reasons.append("\(error)")
            }
        }
        // Equal times, and records without any, stay in the order in which they were written.
        let ordered = logs.enumerated().sorted {
            ($0.element.time?.nanoseconds ?? .max, $0.offset) < ($1.element.time?.nanoseconds ?? .max, $1.offset)
        }
        return (ordered.map(\.element), max(0, rows.count - logs.count), reasons)
    }

    private struct LineKey: Hashable, Comparable {
        var place: LinePlace
        var length: UInt32

        static func < (left: LineKey, right: LineKey) -> Bool {
            (left.place.file, left.place.offset) < (right.place.file, right.place.offset)
        }
    }
}

extension TraceExport {
    fileprivate mutating func note(_ reason: String) {
        if !reasons.contains(reason) { reasons.append(reason) }
    }
}

extension TraceIngest {
    /// A span as far as its row tells.
    fileprivate func remembered(_ row: SpanRow, of trace: TraceID) -> SpanDetail {
        let names = store.names.names
        return SpanDetail(
            trace: trace, id: SpanID(row.id), parent: row.parent == 0 ? nil : SpanID(row.parent), name: names[row.name],
            kind: row.kind, status: row.status, start: row.start == 0 ? nil : Timestamp(nanoseconds: row.start),
            end: row.isRunning || row.start == 0 ? nil : Timestamp(nanoseconds: row.end),
            resource: Resource(attributes: [Attribute(key: "service.name", value: .string(names[row.service]))]))
    }

    /// A span in full; `nil` when its line is gone.
    func detail(of row: SpanRow, in trace: TraceID) -> SpanDetail? {
        guard let line = try? line(row.place, length: row.length) else { return nil }
        return details(in: line, DetailRequest(trace: trace, span: row.id, start: row.start)).spans.last
    }

    /// The bytes of a line, read again.
    func line(_ place: LinePlace, length: UInt32) throws(TraceEngineError) -> [UInt8] {
        let entry = files[place.file]
        guard let file = entry.file else { throw .noLongerOnDisk(path: entry.path) }
        do throws(LogFileError) {
            if let compression = entry.compression {
                return try Decompressor(file, compression).bytes(at: place.offset, count: Int(length))
            }
            var bytes = [UInt8](repeating: 0, count: Int(length))
            guard try bytes.readAll(from: file, at: place.offset) == bytes.count else {
                throw LogFileError(path: entry.path, code: LogFileError.shorter)
            }
            return bytes
        } catch {
            if error.code == LogFileError.shorter { throw .noLongerOnDisk(path: entry.path) }
            throw .unreadable(path: entry.path, reason: error.reason)
        }
    }
}

extension [UInt8] {
    /// Fills it from a file.
    fileprivate mutating func readAll(from file: LogFile, at offset: UInt64) throws(LogFileError) -> Int {
        var outcome: Result<Int, LogFileError> = .success(0)
        withUnsafeMutableBytes { buffer in
            do throws(LogFileError) {
                outcome = .success(try file.read(into: buffer, at: offset))
            } catch {
                outcome = .failure(error)
            }
        }
        return try outcome.get()
    }
}
