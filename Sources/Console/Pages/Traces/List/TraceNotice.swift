import TerminalUI
import Traces

/// A line about what the list does not show, or not yet: nothing is left out silently.
struct TraceNotice: Equatable {
    enum Weight: Equatable { case bad, warning, note }
    let weight: Weight
    let text: String
    /// How far something has got, 0 to 1, drawn as a gauge at the line's end.
    var progress: Double?
    /// The view of bad lines tells more.
    var hasMore = false

    init(_ weight: Weight, _ text: String, progress: Double? = nil, hasMore: Bool = false) {
        self.weight = weight
        self.text = text
        self.progress = progress
        self.hasMore = hasMore
    }

    func sign(_ art: LineArt) -> String {
        switch weight {
        case .bad: art.cross
        case .warning: art.exclamation
        case .note: art.dotSeparator
        }
    }

    func style(_ theme: Theme) -> Style {
        switch weight {
        case .bad: theme.bad
        case .warning: theme.warning
        case .note: theme.dim
        }
    }
}

/// All that is to be said about what the list does not show, the worst first.
struct TraceNotices {
    let state: State

    private var source: SourceStatus { state.observation.traces.source }
    private var totals: TraceTotals { state.observation.traces.totals }

    var all: [TraceNotice] { files + backfill + losses }

    /// The same, and how far each file has been read.
    var reading: [TraceNotice] { all + progress }

    private var progress: [TraceNotice] {
        source.files.compactMap { file in
            let state: String
            switch file.state {
            case .waiting, .failed: return nil
            case .following: state = "followed"
            case .rotated: state = "rotated away and read to its end"
            case .history: state = "read for history"
            case .readAs(let path): return TraceNotice(.note, "\(file.path) is the same file as \(path): read once")
            }
            let bytes = "\(CountText.bytes(Int(clamping: file.read))) of \(CountText.bytes(Int(clamping: file.size)))"
            return TraceNotice(.note, "\(file.path): \(state), \(bytes) read")
        }
    }

    /// Files that are missing or cannot be read.
    private var files: [TraceNotice] {
        if source.files.isEmpty {
            if let error = source.error { return [TraceNotice(.bad, error)] }
            return [
                TraceNotice(
                    .warning, "no trace log is followed: name its file under traceLog.path in the config")
            ]
        }
        var notices: [TraceNotice] = []
        for file in source.files {
            if case .failed(let sentence) = file.state { notices.append(TraceNotice(.bad, sentence)) }
        }
        if let error = source.error, !notices.contains(where: { $0.text == error }) {
            notices.insert(TraceNotice(.bad, error), at: 0)
        }
        for file in source.files where file.state == .waiting {
            notices.append(
                TraceNotice(
                    .warning, "waiting for \(file.path): it is not there; it is read as soon as a service writes it"))
        }
        return notices
    }

    private var backfill: [TraceNotice] {
        var notices: [TraceNotice] = []
        if source.backfillRemaining > 0, !source.stoppedAtMemoryLimit {
            let left = CountText.bytes(Int(clamping: source.backfillRemaining))
            notices.append(
                TraceNotice(.note, "reading older spans, \(left) to go", progress: source.backfillProgress))
        }
        if source.stoppedAtMemoryLimit {
            let left = CountText.bytes(Int(clamping: source.backfillRemaining))
            notices.append(
                TraceNotice(
                    .note,
                    "\(left) of older content stay unread: the memory limit of \(CountText.bytes(totals.memoryLimit))"
                        + " is reached (traceLog.memoryLimit)"))
        }
        return notices
    }

    private var losses: [TraceNotice] {
        var notices: [TraceNotice] = []
        if source.badLineCount > 0 {
            let reasons = source.badLines.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
                .map { "\(CountText.grouped($0.value)) \($0.key.sentence)" }
            notices.append(
                TraceNotice(
                    .warning,
                    "\(CountText.of(source.badLineCount, "line")) could not be read: "
                        + reasons.joined(separator: ", "), hasMore: true))
        }
        if totals.spansWithoutID > 0 {
            notices.append(
                TraceNotice(
                    .warning, "\(CountText.of(totals.spansWithoutID, "span")) without a usable id: they are in no trace"
                ))
        }
        let incomplete = [(totals.incompleteSpans, "span"), (totals.incompleteLogRecords, "log record")]
            .filter { $0.0 > 0 }.map { CountText.of($0.0, $0.1) }
        if !incomplete.isEmpty {
            notices.append(
                TraceNotice(
                    .warning,
                    incomplete.joined(separator: " and ")
                        + " incomplete: attributes, events or links were dropped before they were written"))
        }
        if totals.evictedTraces > 0 {
            notices.append(
                TraceNotice(
                    .note,
                    "\(CountText.of(totals.evictedTraces, "oldest trace")) (\(CountText.of(totals.evictedSpans, "span")))"
                        + " left memory at its limit of \(CountText.bytes(totals.memoryLimit))"))
        }
        if totals.duplicateSpans > 0 {
            notices.append(
                TraceNotice(
                    .note, "\(CountText.of(totals.duplicateSpans, "span")) read more than once, each counted once"))
        }
        if totals.metricPoints > 0 {
            notices.append(
                TraceNotice(.note, "\(CountText.of(totals.metricPoints, "metric point")) passed over, not shown"))
        }
        return notices
    }
}

/// Draws notices, a line each; where there are more than lines, the last says how many and where they are.
struct TraceNoticesView: Widget {
    let notices: [TraceNotice]
    /// How the rest is asked for.
    let moreKey: String
    /// Whole sentences, on as many lines as they need.
    var wraps = false

    /// The lines that the whole sentences need.
    static func lines(_ notices: [TraceNotice], width: Int) -> Int {
        notices.reduce(0) { $0 + TextWrap.lines(of: StyledText($1.text), width: max(8, width - 2)).count }
    }

    func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        wraps ? renderWhole(in: rect, on: &frame, theme: theme) : renderLines(in: rect, on: &frame, theme: theme)
    }

    private func renderWhole(in rect: Rect, on frame: inout Frame, theme: Theme) {
        var y = 0
        for notice in notices {
            frame.put(notice.sign(theme.art), at: rect.row(y).origin, width: 1, style: notice.style(theme))
            let text = notice.text.styled(notice.style(theme))
            for line in TextWrap.lines(of: text, width: max(8, rect.width - 2)) where y < rect.height {
                frame.put(line, at: Point(x: rect.x + 2, y: rect.y + y), width: rect.width - 2)
                y += 1
            }
            guard y < rect.height else { return }
        }
    }

    private func renderLines(in rect: Rect, on frame: inout Frame, theme: Theme) {
        let hidden = notices.count - rect.height
        for (line, notice) in notices.prefix(rect.height).enumerated() {
            let isLast = line == rect.height - 1
            var tail = notice.hasMore ? "\(moreKey) shows them" : ""
            if isLast, hidden > 0 { tail = "+\(hidden) more: \(moreKey)" }
            draw(notice, tail: moreKey.isEmpty ? "" : tail, in: rect.row(line), on: &frame, theme: theme)
        }
    }

    private func draw(
        _ notice: TraceNotice, tail: String, in rect: Rect, on frame: inout Frame, theme: Theme
    ) {
        let style = notice.style(theme)
        let tailWidth = tail.isEmpty ? 0 : min(rect.width / 2, DisplayWidth.of(tail) + 3)
        var room = rect.inset(right: tailWidth)
        if let progress = notice.progress {
            let gaugeWidth = min(30, room.width / 3)
            let gauge = Rect(x: room.maxX - gaugeWidth, y: rect.y, width: gaugeWidth, height: 1)
            frame.draw(Gauge(progress, style: theme.info), in: gauge, theme: theme)
            room = room.inset(right: gaugeWidth + 1)
        }
        frame.put(notice.sign(theme.art), at: Point(x: rect.x, y: rect.y), style: style)
        frame.put(notice.text, at: Point(x: rect.x + 2, y: rect.y), width: max(0, room.width - 2), style: style)
        if tailWidth > 0 {
            frame.put(
                tail, at: Point(x: rect.maxX - tailWidth, y: rect.y), width: tailWidth - 1, style: theme.dim,
                align: .trailing)
        }
    }
}
