import TerminalUI
import Traces

/// Where the parts of the Traces page lie; the same for drawing, moving and clicking.
struct TracesLayout {
    /// One line: what is shown.
    let summary: Rect
    /// What is not shown, and why: a line each.
    let notices: Rect
    /// The list, table or tree, its headings included.
    let body: Rect
    /// The rule between body and pane; vertical when the pane stands beside.
    let line: Rect
    /// What stands beside or below the body, or in its place.
    let pane: Rect
    /// Notices stand as whole sentences: there are no rows that would need the room.
    let wrapsNotices: Bool

    init(of state: State, in rect: Rect) {
        let page = state.traces
        wrapsNotices = Self.wrapsNotices(of: state)
        let notices = Self.noticeLines(of: state, in: rect)
        let rows = Layout.rows(of: rect, .fixed(1), .fixed(notices), .fill())
        summary = rows[0]
        self.notices = rows[1]
        let rest = rows[2]
        let split = Self.split(of: page, in: rest)
        guard let split else {
            let isInstead = page.view == .traces && page.open?.pane != nil
            body = isInstead ? Rect(origin: rest.origin, size: .zero) : rest
            line = Rect(origin: rest.origin, size: .zero)
            pane = isInstead ? rest : Rect(origin: rest.origin, size: .zero)
            return
        }
        (body, line, pane) = split.parts(of: rest)
    }

    /// Rows that the body has under its headings.
    var bodyRows: Int { max(0, body.height - 1) }

    /// The pane stands in the body's place: the keys are always in it.
    var isPaneInstead: Bool { body.isEmpty }

    private static func wrapsNotices(of state: State) -> Bool {
        switch state.traces.view {
        case .traces:
            state.traces.open == nil && state.observation.traces.list.isEmpty
                && state.observation.traces.list.query.filter.isEmpty
        case .badLines: true
        case .operations, .serviceGraph: false
        }
    }

    private static func noticeLines(of state: State, in rect: Rect) -> Int {
        if state.traces.view == .traces, state.traces.open != nil {
            let isPaneInstead = state.traces.open?.pane != nil && rect.width < 120 && rect.height < 25
            return isPaneInstead || rect.height < 9 || OpenTraceNotices(state: state).lines.isEmpty ? 0 : 1
        }
        guard state.traces.view == .traces || state.traces.view == .badLines else { return 0 }
        let notices = TraceNotices(state: state)
        if state.traces.view == .badLines {
            return min(TraceNoticesView.lines(notices.reading, width: rect.width - 1), rect.height / 2)
        }
        if wrapsNotices(of: state) {
            return min(TraceNoticesView.lines(notices.all, width: rect.width - 1), rect.height / 2)
        }
        return min(notices.all.count, rect.height < 20 ? 2 : 4)
    }

    /// Beside where it is wide, below where it is high; `nil` where there is no pane or only room for one of them.
    private static func split(of page: TracesPage, in rect: Rect) -> Split? {
        switch page.view {
        case .badLines:
            return rect.height >= 12 ? Split(.vertical, percent: 65, least: 4) : nil
        case .operations, .serviceGraph: return nil
        case .traces:
            guard page.open?.pane != nil else { return nil }
            if rect.width >= 120 { return Split(.horizontal, percent: 60, least: 50) }
            if rect.height >= 24 { return Split(.vertical, percent: 45, least: 8) }
            return nil
        }
    }
}
