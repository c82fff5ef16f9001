/// What is known of a trace as a whole, kept up to date span by span whatever the order in which they arrive.
struct TraceSummary: Sendable {
    var id: TraceID
    /// The earliest start and the latest end, 0 while unknown.
    var start: UInt64 = 0
    var end: UInt64 = 0
    /// The span that names the trace: the earliest without a parent, else the earliest of all.
    var rootStart: UInt64 = .max
    var rootID: UInt64 = .max
    var rootName: UInt32 = 0
    var rootService: UInt32 = 0
    /// `saga.id`, or symbol 0.
    var saga: UInt32 = 0
    var services: UInt32 = 0
    /// The span and the log record stored last.
    var head = SpanRow.none
    var logHead = SpanRow.none
    var spanCount: UInt32 = 0
    var errorCount: UInt32 = 0
    var runningCount: UInt32 = 0
    /// Spans that the query matches.
    var matchedCount: UInt32 = 0
    /// Changes so far.
    var revision: UInt32 = 0
    var hasRoot = false
    /// Its rows were replaced, so that it has to be summed up anew.
    var isStale = false
    /// It waits among the traces that changed since the last look.
    var isTouched = false
    /// It is in the list of the current query.
    var isListed = false
    /// The query has looked at it, whatever it said.
    var isCounted = false

    init(id: TraceID) { self.id = id }

    /// Nanoseconds from the earliest start to the latest end.
    var duration: UInt64 { end > start ? end - start : 0 }

    /// Takes in a span that is stored at a place, chains it to the one before, and notes the change.
    /// - Returns: whether it is the first change since the last look.
    @inline(__always)
    mutating func take(_ row: inout SpanRow, at place: UInt32, services: inout ServiceSets) -> Bool {
        row.next = head
        head = place
        add(row, services: &services)
        revision &+= 1
        defer { isTouched = true }
        return !isTouched
    }

    /// Takes in one more span.
    mutating func add(_ row: SpanRow, services: inout ServiceSets) {
        spanCount += 1
        if row.status == .error { errorCount += 1 }
        if row.isRunning { runningCount += 1 }
        if row.hasTime {
            if start == 0 || row.start < start { start = row.start }
            if row.end > end { end = row.end }
        }
        self.services = services.adding(row.service, to: self.services)
        let isRoot = row.parent == 0
        let began = row.hasTime ? row.start : .max - 1
        let isBetter = (began, row.id) < (rootStart, rootID)
        if isRoot != hasRoot ? isRoot : isBetter {
            hasRoot = isRoot
            rootStart = began
            rootID = row.id
            rootName = row.name
            rootService = row.service
        }
    }

    /// Forgets what was summed up of spans, to be summed up again.
    mutating func resetSums() {
        let fresh = TraceSummary(id: id)
        start = fresh.start
        end = fresh.end
        rootStart = fresh.rootStart
        rootID = fresh.rootID
        services = fresh.services
        spanCount = 0
        errorCount = 0
        runningCount = 0
        hasRoot = false
        isStale = false
    }
}
