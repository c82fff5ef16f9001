/// All spans that are held, as rows of integers, with a summary of each trace.
///
/// What it holds does not depend on the order in which lines were read: of a span that was read twice, the one with an
/// end stays, and of two with or without the one whose line is later.
struct SpanStore: Sendable {
    private(set) var spans = ChunkedArray<SpanRow>()
    private(set) var logs = ChunkedArray<LogRow>()
    private(set) var traces = ChunkedArray<TraceSummary>()
    private(set) var services = ServiceSets()
    var names = NameTable()
    private(set) var duplicates = 0
    private(set) var errorSpans = 0
    /// Spans of which something was dropped before they were written.
    private(set) var incompleteSpans = 0
    /// Spans whose trace or span id was not readable.
    private(set) var unidentified = 0
    /// Spans that had ended when they were stored, or that ended in a later reading, since this was last emptied.
    private var ended: [UInt32] = []
    /// Traces that changed since the list of them was last taken.
    private var touched: [UInt32] = []
    /// For each file its place in time; of two lines of a span the one in the later file wins.
    private var fileRanks: [Int] = []

    private var traceIndex = RowIndex()
    private var spanIndex = RowIndex()
    private let hash = IDHash()

    /// Bytes of memory in use.
    var memory: Int {
        spans.memory + logs.memory + traces.memory + traceIndex.memory + spanIndex.memory + names.memory
    }

    /// Nothing.
    init() {}

    /// Nothing yet, with what is known of files and of what was read.
    init(ranksOf other: SpanStore) {
        fileRanks = other.fileRanks
        duplicates = other.duplicates
    }

    /// Takes a whole trace over from another store, names translated.
    mutating func take(_ trace: Int, from other: SpanStore, _ names: inout NameTranslation) {
        let old = other.traces[trace]
        let new = findOrAddTrace(old.id)
        var rows: [SpanRow] = []
        other.forEachSpan(of: trace) { rows.append($1) }
        for var row in rows.reversed() {
            row.trace = UInt32(new)
            row.name = names(row.name)
            row.service = names(row.service)
            names.note(row.name, .span)
            names.note(row.service, .service)
            add(&row, to: new)
        }
        var logs: [LogRow] = []
        other.forEachLog(of: trace) { logs.append($0) }
        for log in logs.reversed() { add(log, to: new) }
        traces[new].revision = old.revision
        ended.removeAll(keepingCapacity: true)
        guard old.saga != 0 else { return }
        traces[new].saga = names(old.saga)
        names.note(traces[new].saga, .saga)
    }

    /// Sets where a file stands in time among the others.
    mutating func setRank(_ rank: Int, of file: UInt16) {
        while fileRanks.count <= Int(file) { fileRanks.append(0) }
        fileRanks[Int(file)] = rank
    }

    /// The traces that changed since the last call, each once.
    mutating func takeTouched() -> [UInt32] {
        let taken = touched
        touched.removeAll(keepingCapacity: true)
        for trace in taken {
            traces[Int(trace)].isTouched = false
            if traces[Int(trace)].isStale { sumUp(Int(trace)) }
        }
        return taken
    }

    /// The spans that have newly ended since the last call, each once, in rows that are filled again.
    mutating func takeNewlyEnded(into rows: inout [SpanRow]) {
        rows.removeAll(keepingCapacity: true)
        for place in ended { rows.append(spans[Int(place)]) }
        ended.removeAll(keepingCapacity: true)
    }

    /// Changes what the query says of a trace; no change of the trace itself.
    mutating func updateQueryState(of trace: Int, listed: Bool, matched: UInt32) {
        traces[trace].isListed = listed
        traces[trace].matchedCount = matched
        traces[trace].isCounted = true
    }

    /// The row of a trace.
    func trace(_ id: TraceID) -> Int? {
        traceIndex.find(hash: hash(id.high, id.low)) { traces[$0].id == id }
    }

    /// The row of a span.
    func span(_ id: UInt64, in trace: Int) -> Int? {
        spanIndex.find(hash: hash(id, of: traces[trace].id)) { spans[$0].id == id && Int(spans[$0].trace) == trace }
    }

    /// Takes in what a reader found in a file.
    mutating func add(_ batch: SpanBatch, file: UInt16, translation: SymbolTranslation) {
        spanIndex.fetch(count: batch.spans.count) { hash(batch.spans[$0].id, of: batch.spans[$0].trace) }
        var last: (id: TraceID, trace: Int)?
        for record in batch.spans {
            let id = record.notes.contains(.badTraceID) ? TraceID(high: 0, low: 0) : record.trace
            let trace: Int
            if let last, last.id == id { trace = last.trace } else { trace = findOrAddTrace(id) }
            last = (id, trace)
            let line = batch.lines[Int(record.line)]
            var row = SpanRow(
                id: record.id, parent: record.parent, start: record.start, duration: record.duration,
                place: LinePlace(file: file, offset: line.offset), trace: UInt32(trace), next: SpanRow.none,
                name: translation[record.name], service: translation[record.service], length: line.length,
                notes: record.notes, kind: record.kind, status: record.status)
            names.note(row.name, .span)
            names.note(row.service, .service)
            add(&row, to: trace)
            if record.saga != 0 { noteSaga(translation[record.saga], of: trace) }
        }
        for record in batch.logs { add(record, batch.lines[Int(record.line)], file) }
    }

    private mutating func findOrAddTrace(_ id: TraceID) -> Int {
        let new = traces.count
        let found = traceIndex.findOrInsert(hash: hash(id.high, id.low), row: new) {
            traces[$0].id == id
        }
        if let found { return found }
        traces.append(TraceSummary(id: id))
        return new
    }

    private mutating func add(_ row: inout SpanRow, to trace: Int) {
        let new = spans.count
        if !row.notes.isDisjoint(with: [.badSpanID, .badTraceID]) {
            unidentified += 1
        } else {
            let key = hash(row.id, of: traces[trace].id)
            let found = spanIndex.findOrInsert(hash: key, row: new) { [id = row.id] in
                spans[$0].id == id && Int(spans[$0].trace) == trace
            }
            if let found { return replace(found, by: row) }
        }
        // One access to the summary, one to the rows: each costs a look at who else holds the chunk.
        let isFirstTouch = traces[trace].take(&row, at: UInt32(new), services: &services)
        spans.append(row)
        if isFirstTouch { touched.append(UInt32(trace)) }
        if !row.isRunning { ended.append(UInt32(new)) }
        if row.status == .error { errorSpans += 1 }
        if row.notes.contains(.dropped) { incompleteSpans += 1 }
    }

    /// A span was read again: keeps the better of the two and notes it.
    private mutating func replace(_ place: Int, by row: SpanRow) {
        duplicates += 1
        let old = spans[place]
        spans[place].notes.insert(.duplicate)
        if isBetter(row, than: old) {
            var better = row
            better.next = old.next
            better.notes.insert(.duplicate)
            spans[place] = better
            errorSpans += (row.status == .error ? 1 : 0) - (old.status == .error ? 1 : 0)
            incompleteSpans += (row.notes.contains(.dropped) ? 1 : 0) - (old.notes.contains(.dropped) ? 1 : 0)
            traces[Int(row.trace)].isStale = true
            if old.isRunning, !row.isRunning { ended.append(UInt32(place)) }
        }
        touch(Int(row.trace))
    }

    private func isBetter(_ new: SpanRow, than old: SpanRow) -> Bool {
        if new.isRunning != old.isRunning { return !new.isRunning }
        let ranks = (rank(of: new.place.file), rank(of: old.place.file))
        return ranks.0 == ranks.1 ? new.place.offset >= old.place.offset : ranks.0 > ranks.1
    }

    private func rank(of file: UInt16) -> Int {
        Int(file) < fileRanks.count ? fileRanks[Int(file)] : Int(file)
    }

    private mutating func add(_ record: LogRecord, _ line: SpanBatch.Line, _ file: UInt16) {
        let trace = findOrAddTrace(record.trace)
        let row = LogRow(
            span: record.span, time: record.time, place: LinePlace(file: file, offset: line.offset),
            length: line.length, next: SpanRow.none)
        add(row, to: trace)
    }

    private mutating func add(_ log: LogRow, to trace: Int) {
        var row = log
        row.next = traces[trace].logHead
        traces[trace].logHead = UInt32(logs.count)
        logs.append(row)
        touch(trace)
    }

    /// The least id by its name stands for the trace, whatever came first.
    private mutating func noteSaga(_ saga: UInt32, of trace: Int) {
        names.note(saga, .saga)
        let old = traces[trace].saga
        if old == 0 || old != saga && names.names[saga] < names.names[old] { traces[trace].saga = saga }
    }

    @inline(__always) private mutating func touch(_ trace: Int) {
        traces[trace].revision &+= 1
        if traces[trace].isTouched { return }
        traces[trace].isTouched = true
        touched.append(UInt32(trace))
    }

    private mutating func sumUp(_ trace: Int) {
        var summary = traces[trace]
        summary.resetSums()
        forEachSpan(of: trace) { _, row in summary.add(row, services: &services) }
        traces[trace] = summary
    }

    /// Calls back with each span of a trace, the one stored last first.
    @inline(__always) func forEachSpan(of trace: Int, _ body: (Int, SpanRow) -> Void) {
        var next = traces[trace].head
        while next != SpanRow.none {
            let row = spans[Int(next)]
            body(Int(next), row)
            next = row.next
        }
    }

    /// Calls back with each log record of a trace, the one stored last first.
    func forEachLog(of trace: Int, _ body: (LogRow) -> Void) {
        var next = traces[trace].logHead
        while next != SpanRow.none {
            let row = logs[Int(next)]
            body(row)
            next = row.next
        }
    }
}
