import Foundation
import OTLP

@testable import Console
@testable import Traces

/// A trace log in memory: lines go in, snapshots come out, through the real reader, store, list and trees.
final class TraceLog {
    private var reader = OTLPReader()
    private var store = SpanStore()
    private var translation = SymbolTranslation()
    private var listing = TraceListing(TraceQuery())
    private var badLines = BadLines()
    private var revision: UInt64 = 0
    private var offset: UInt64 = 0
    private var open: TraceID?
    private(set) var query = TraceQuery()
    private var lines: [String] = []
    /// Details that were asked for and not yet answered.
    private(set) var wanted: [(trace: TraceID, span: SpanTreeNode.ID)] = []
    /// Lines are no longer on disk.
    var isGone = false
    /// No trace is in memory any more.
    var hasForgotten = false
    /// Changed by tests that are about them.
    var totals = TraceTotals()
    var source = SourceStatus.empty
    var operations: [OperationStatistics] = []
    /// What is usual for the operations of any trace.
    var usual: [OperationStatistics] = []
    var comparison: TraceComparison?
    var graph: [ServiceEdge] = []
    var sagas: [ObservedSaga] = []

    init(files: [SourceStatus.File] = [followed]) {
        source.files = files
        totals.memoryLimit = 512 << 20
    }

    /// A log that is there and followed.
    static let followed = SourceStatus.File(path: "var/trace.jsonl", size: 81_920, read: 81_920, state: .following)

    /// Reads a line.
    func append(_ line: String) {
        lines.append(line)
        var bytes = Array(line.utf8)
        let count = bytes.count
        bytes += Array(repeating: 0, count: OTLPReader.padding)
        bytes.withUnsafeBufferPointer { bytes in
            let line = UnsafeBufferPointer(rebasing: bytes[..<count])
            totals.lines += 1
            if case .bad(let fault) = reader.read(line, offset: offset) {
                badLines.add(fault, line: line, offset: offset, path: "var/trace.jsonl")
            }
        }
        offset += UInt64(count + 1)
        totals.bytes = offset
        translation.extend(from: reader.symbols, into: &store.names)
        store.add(reader.batch, file: 0, translation: translation)
        reader.batch.removeAll()
    }

    /// Reads the lines of spans of a trace that began `ago` seconds before `testNow`.
    func append(_ spans: [LoggedSpan], ago: Double) throws {
        for span in spans { append(try span.line(ago: ago)) }
    }

    /// Does what the page asked for; effects that are none of the log's are left alone.
    func take(_ effects: [Effect]) {
        for effect in effects {
            switch effect {
            case .openTrace(let id): open = id
            case .queryTraces(let query):
                self.query = query
                listing.use(query, &store)
            case .loadSpan(let trace, let span): wanted.append((trace, span))
            default: break
            }
        }
    }

    /// The answer to what was asked for last, if it was a comparison.
    func compared() -> Action? {
        guard let comparison else { return nil }
        return .traceCompared(TraceComparisonResult(trace: comparison.trace, outcome: .comparison(comparison)))
    }

    /// The answer to the oldest question for a detail: its line read again, with the log records that name it.
    func answer() -> Action? {
        guard !wanted.isEmpty else { return nil }
        let (trace, span) = wanted.removeFirst()
        var number: UInt64 = 0
        if case .span(let id) = span { number = id.value }
        var found: SpanDetail?
        var logs: [LogDetail] = []
        for line in lines {
            let details = reader.details(in: Array(line.utf8), DetailRequest(trace: trace, span: number))
            found = details.spans.last ?? found
            logs += details.logs
        }
        guard var detail = found, !isGone else {
            let error = TraceEngineError.noLongerOnDisk(path: "var/trace.jsonl")
            return .spanDetailArrived(SpanDetailResult(trace: trace, span: span, outcome: .failed("\(error)")))
        }
        detail.logs = logs
        return .spanDetailArrived(SpanDetailResult(trace: trace, span: span, outcome: .detail(detail)))
    }

    /// What the engine would hand out now.
    func snapshot() -> TraceSnapshot {
        listing.update(store.takeTouched(), &store)
        revision += 1
        totals.spans = store.spans.count
        totals.traces = store.traces.count
        totals.badLines = badLines.count
        totals.duplicateSpans = store.duplicates
        totals.incompleteSpans = store.incompleteSpans
        var source = source
        for (reason, count) in badLines.counts { source.badLines[reason, default: 0] += count }
        source.recentBadLines += badLines.kept
        return TraceSnapshot(
            revision: revision, asOf: Timestamp(date: testNow), source: source, totals: totals,
            list: listing.snapshot(store), open: tree(), asked: open, rates: [], changes: [], sagas: sagas,
            troubles: [],
            breakers: [],
            usual: Dictionary(uniqueKeysWithValues: usual.map { ($0.id, $0) }), operations: operations,
            serviceGraph: graph)
    }

    private func tree() -> SpanTree? {
        guard !hasForgotten, let open, let trace = store.trace(open) else { return nil }
        return SpanTree.build(store, trace: trace, matched: listing.matches(of: trace, store))
    }
}

extension State {
    /// Presses keys, and lets the log answer after each.
    mutating func press(_ names: String..., in log: TraceLog) {
        for name in names {
            log.take(press(name))
            see(log)
        }
    }

    /// Types a text into a prompt, and lets the log answer after each character.
    mutating func type(_ text: String, in log: TraceLog) {
        for character in text {
            log.take(type(String(character)))
            see(log)
        }
    }

    /// Takes the log's newest snapshot.
    mutating func see(_ log: TraceLog) {
        if let answer = log.compared() { log.take(reduce(&self, answer)) }
        while let answer = log.answer() { log.take(reduce(&self, answer)) }
        log.take(reduce(&self, .tracesArrived(log.snapshot())))
    }
}
