@testable import Traces

/// What a store holds, without anything that depends on the order in which it came.
struct StoreContent: Equatable {
    var spans: [String] = []
    var traces: [String] = []
    var lines: Int
    var badLines: Int
    var duplicates: Int
    var logs: Int

    init(_ ingest: TraceIngest) {
        _ = ingest.store.takeTouched()
        let store = ingest.store
        let names = store.names.names
        lines = ingest.totals.lines
        badLines = ingest.badLines.count
        duplicates = ingest.store.duplicates
        logs = ingest.totals.logRecords
        for trace in 0..<store.traces.count {
            let summary = store.traces[trace]
            store.forEachSpan(of: trace) { _, row in
                spans.append(
                    "\(summary.id) \(row.id) \(row.parent) \(row.start) \(row.duration) \(names[row.name]) "
                        + "\(names[row.service]) \(row.kind) \(row.status) \(row.notes.rawValue)")
            }
            let services = store.services.members[Int(summary.services)].map { names[$0] }.sorted()
            traces.append(
                "\(summary.id) \(summary.start) \(summary.end) \(names[summary.rootName]) "
                    + "\(names[summary.rootService]) \(summary.hasRoot) \(summary.spanCount) \(summary.errorCount) "
                    + "\(summary.runningCount) \(services)")
        }
        spans.sort()
        traces.sort()
    }
}

extension TraceIngest {
    /// An ingest that has read lines from memory.
    static func reading(_ lines: [String], mapping: TraceMapping = .own, now: UInt64 = 0) -> TraceIngest {
        let ingest = TraceIngest(mapping: mapping)
        ingest.now = Timestamp(nanoseconds: now)
        let buffer = LineBuffer(offset: 0)
        Array(lines.joined(separator: "\n").utf8).withUnsafeBytes { buffer.append($0) }
        buffer.drain { ingest.take($0, path: "memory") }
        buffer.drainRest { ingest.take($0, path: "memory") }
        ingest.flush(file: 0)
        _ = ingest.store.takeTouched()
        return ingest
    }

    /// The tree of a trace.
    func tree(_ id: String) -> SpanTree? {
        TraceID(id).flatMap { store.trace($0) }.map { SpanTree.build(store, trace: $0) }
    }
}
