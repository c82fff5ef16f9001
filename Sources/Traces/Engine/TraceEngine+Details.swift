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
        detail.logs = logs(of: slot, trace, span: row.id)
        return detail
    }

    /// The same for a span's id.
    public func detail(of span: SpanID, in trace: TraceID) throws(TraceEngineError) -> SpanDetail {
        try detail(of: .span(span), in: trace)
    }

    /// A whole trace as OTLP JSON lines: its spans, then its log records.
    /// - Throws: ``TraceEngineError`` when one of its lines is no longer on disk: nothing is left out silently.
    public func export(_ trace: TraceID) throws(TraceEngineError) -> [UInt8] {
        guard let slot = ingest.store.trace(trace) else { throw .unknownTrace(trace) }
        var rows: [SpanRow] = []
        ingest.store.forEachSpan(of: slot) { _, row in rows.append(row) }
        rows.sort { ($0.start, $0.id) < ($1.start, $1.id) }
        var spans: [SpanDetail] = []
        var cache: (place: LinePlace, details: LineDetails)?
        for row in rows {
            if cache?.place != row.place {
                let line = try ingest.line(row.place, length: row.length)
                cache = (row.place, ingest.details(in: line, DetailRequest(trace: trace)))
            }
            let found = cache?.details.spans.last {
                $0.id.value == row.id && (row.id != 0 || $0.start?.nanoseconds ?? 0 == row.start)
            }
            guard let found else { throw .noLongerOnDisk(path: ingest.files[row.place.file].path) }
            spans.append(found)
        }
        return OTLPWriter.lines(spans: spans, logs: logs(of: slot, trace, span: nil))
    }

    /// The log records of a trace or of one of its spans, by time; those that are no longer on disk are left out.
    private func logs(of slot: Int, _ trace: TraceID, span: UInt64?) -> [LogDetail] {
        guard span != 0 else { return [] }
        var rows: [LogRow] = []
        ingest.store.forEachLog(of: slot) { row in
            if span == nil || row.span == span { rows.append(row) }
        }
        var logs: [LogDetail] = []
        for place in Set(rows.map { LineKey(place: $0.place, length: $0.length) }) {
            guard let line = try? ingest.line(place.place, length: place.length) else { continue }
            logs += ingest.details(in: line, DetailRequest(trace: trace, span: span)).logs
        }
        return logs.sorted { ($0.time?.nanoseconds ?? .max) < ($1.time?.nanoseconds ?? .max) }
    }

    private struct LineKey: Hashable {
        var place: LinePlace
        var length: UInt32
    }
}

extension TraceIngest {
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
