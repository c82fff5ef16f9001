import Operations

/// Everything that a key or the palette can ask for.
///
/// A command says what is wanted; where it leads is decided in `reduce` from the page that is shown.
enum Command: Hashable, Sendable {
    // Everywhere
    case goTo(Page)
    case nextPage, previousPage
    case palette, help, pause, redraw, quit
    // Moving
    case up, down, left, right
    case pageUp, pageDown, halfPageUp, halfPageDown, top, bottom
    case switchPane
    // On what is selected
    case open, back
    case filter, nextMatch, previousMatch
    case sort, fold, foldAll
    case copy, export
    // What belongs to a row
    case showTraces, showSaga, showBreaker, showService, showEvents, showAudit
    // Events
    case showEventLog, showProjections, showDeadLetters
    // What changes something, through the gate
    case act(CommandKind)
    case mark, markAll, pauseRun, cancelRun
    // Overview
    case take, release, filterTimeline
    // Services
    case probeNow, mute
    // Traces
    case nextError, previousError, followLink, switchView, compare
    case stretch, copyTrace
    case showTraceList, showOperations, showServiceGraph, showBadLines

    /// Its name in the palette: stable, lower case, words joined by hyphens.
    var name: String {
        switch self {
        case .goTo(let page): page.name
        case .nextPage: "next-page"
        case .previousPage: "previous-page"
        case .palette: "palette"
        case .help: "help"
        case .pause: "pause"
        case .redraw: "redraw"
        case .quit: "quit"
        case .up: "up"
        case .down: "down"
        case .left: "left"
        case .right: "right"
        case .pageUp: "page-up"
        case .pageDown: "page-down"
        case .halfPageUp: "half-page-up"
        case .halfPageDown: "half-page-down"
        case .top: "top"
        case .bottom: "bottom"
        case .switchPane: "switch-pane"
        case .open: "open"
        case .back: "back"
        case .filter: "filter"
        case .nextMatch: "next-match"
        case .previousMatch: "previous-match"
        case .sort: "sort"
        case .fold: "fold"
        case .foldAll: "fold-all"
        case .copy: "copy"
        case .export: "export"
        case .act(let kind): kind.rawValue
        case .mark: "mark"
        case .markAll: "mark-all"
        case .pauseRun: "pause-run"
        case .cancelRun: "cancel-run"
        case .showAudit: "show-audit"
        case .showEvents: "show-events"
        case .showEventLog: "event-log"
        case .showProjections: "projections"
        case .showDeadLetters: "dead-letters"
        case .take: "take"
        case .release: "release"
        case .filterTimeline: "filter-timeline"
        case .probeNow: "probe-now"
        case .mute: "mute"
        case .showTraces: "show-traces"
        case .nextError: "next-error"
        case .previousError: "previous-error"
        case .followLink: "follow-link"
        case .switchView: "switch-view"
        case .compare: "compare"
        case .showBreaker: "show-breaker"
        case .showService: "show-service"
        case .showSaga: "show-saga"
        case .stretch: "stretch"
        case .copyTrace: "copy-trace"
        case .showTraceList: "trace-list"
        case .showOperations: "operations"
        case .showServiceGraph: "service-graph"
        case .showBadLines: "bad-lines"
        }
    }
}
