extension TraceSnapshot {
    /// A snapshot of lines that are in memory, as if a file with them had been read to its end: for previews and tests
    /// of views. Details of spans cannot be read from it, so that of failed calls only what spans' rows say is known.
    /// - Parameters:
    ///   - lines: OTLP JSON lines.
    ///   - trace: the trace that is open.
    ///   - asOf: the moment that rates are measured against.
    public static func reading(
        _ lines: String, query: TraceQuery = TraceQuery(), open trace: TraceID? = nil, asOf: Timestamp,
        mapping: TraceMapping = .own
    ) -> TraceSnapshot {
        let ingest = TraceIngest(mapping: mapping)
        ingest.now = asOf
        let buffer = LineBuffer(offset: 0)
        var text = lines
        text.withUTF8 { buffer.append(UnsafeRawBufferPointer($0)) }
        buffer.drain { ingest.take($0, path: "lines") }
        buffer.drainRest { ingest.takeLast($0, path: "lines") }
        ingest.flush(file: 0)
        _ = ingest.store.takeTouched()
        var listing = TraceListing(query)
        listing.rebuild(&ingest.store)
        let names = ingest.store.names.names
        let domain = ingest.domain.current()
        let tree = trace.flatMap { ingest.store.trace($0) }.map { slot in
            SpanTree.build(ingest.store, trace: slot, matched: listing.matches(of: slot, ingest.store))
        }
        var known = SagaTroubles()
        let troubles = known.update(domain.sagas, ingest.store, now: asOf) { _, _ in nil }
        let operations = ingest.operations.statistics(now: asOf, names: names)
        ingest.callees.learn(from: domain.sagas, in: ingest.store)
        var totals = ingest.totals
        totals.badLines = ingest.badLines.count
        totals.spans = ingest.store.spans.count
        totals.traces = listing.traceCount
        totals.errorSpans = ingest.store.errorSpans
        totals.duplicateSpans = ingest.store.duplicates
        totals.incompleteSpans = ingest.store.incompleteSpans
        var source = SourceStatus.empty
        source.badLines = ingest.badLines.counts
        source.recentBadLines = ingest.badLines.kept
        return TraceSnapshot(
            revision: 1, asOf: asOf, source: source, totals: totals,
            list: listing.snapshot(ingest.store, attributeKeys: ingest.attributeKeys), open: tree,
            rates: ingest.rates.rates(now: asOf, names: names), changes: domain.changes, sagas: domain.sagas,
            troubles: troubles, breakers: domain.breakers,
            usual: Dictionary(operations.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }),
            operations: operations, serviceGraph: ServiceGraph.edges(of: ingest.store),
            callees: ingest.callees.known, heard: ingest.rates.heard(now: asOf, names: names))
    }
}
