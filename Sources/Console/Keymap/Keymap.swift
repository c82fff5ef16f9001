import TerminalUI

/// Every key of the console.
enum Keymap {
    static let bindings: [Binding] = everywhere + overview + services + breakers + sagas + traces + acting

    /// What a key asks for where `scopes` hold, the innermost first.
    static func command(for key: Key, in scopes: [Scope]) -> Command? {
        for scope in scopes {
            if let command = index[Place(key: key, scope: scope)] { return command }
        }
        return nil
    }

    private struct Place: Hashable {
        let key: Key
        let scope: Scope
    }

    private static let index: [Place: Command] = bindings.reduce(into: [:]) { index, binding in
        for key in binding.keys { index[Place(key: key, scope: binding.scope)] = binding.command }
    }
}

extension Keymap {
    private static let everywhere: [Binding] =
        Page.allCases.map { page in
            Binding(
                .character(Character(String(page.rawValue))), on: .everywhere, do: .goTo(page), page.name,
                help: "Go to \(page.title)")
        } + [
            Binding(.tab, on: .everywhere, do: .nextPage, "next page", help: "Next page"),
            Binding(.backTab, on: .everywhere, do: .previousPage, "previous page", help: "Previous page"),
            Binding(.character("j"), .down, on: .everywhere, do: .down, "down", help: "One row down"),
            Binding(.character("k"), .up, on: .everywhere, do: .up, "up", help: "One row up"),
            Binding(.left, on: .everywhere, do: .left, "left", help: "Scroll left"),
            Binding(.right, on: .everywhere, do: .right, "right", help: "Scroll right"),
            Binding(.control("d"), on: .everywhere, do: .halfPageDown, "half page down", help: "Half a page down"),
            Binding(.control("u"), on: .everywhere, do: .halfPageUp, "half page up", help: "Half a page up"),
            Binding(.pageDown, .control("f"), on: .everywhere, do: .pageDown, "page down", help: "A page down"),
            Binding(.pageUp, .control("b"), on: .everywhere, do: .pageUp, "page up", help: "A page up"),
            Binding(.character("g"), .home, on: .everywhere, do: .top, "top", help: "First row"),
            Binding(.character("G"), .end, on: .everywhere, do: .bottom, "bottom", help: "Last row"),
            Binding(
                .enter, on: .everywhere, do: .open, "open", footer: .shown, help: "Open what the cursor is on"),
            Binding(.escape, on: .everywhere, do: .back, "back", help: "Back to where you came from"),
            Binding(
                .character("/"), on: .everywhere, do: .filter, "filter", footer: .shown,
                help: "Filter, or search in what is open"),
            Binding(.character("n"), on: .everywhere, do: .nextMatch, "next match", help: "Next match"),
            Binding(
                .character("N"), on: .everywhere, do: .previousMatch, "previous match", help: "Previous match"),
            Binding(.character("s"), on: .everywhere, do: .sort, "sort", help: "Sort by the next column"),
            Binding(.character("z"), on: .everywhere, do: .fold, "fold", help: "Fold or unfold"),
            Binding(
                .character("y"), on: .everywhere, do: .copy, "copy", help: "Copy what the cursor is on (OSC 52)"),
            Binding(
                .character("e"), on: .everywhere, do: .export, "export",
                help: "Export what the cursor is on to a JSON file"),
            Binding(
                .character(":"), on: .everywhere, do: .palette, "command", footer: .shown,
                help: "Every command, by name"),
            Binding(
                .space, on: .everywhere, do: .pause, "pause", footer: .shown, help: "Hold the screen; data goes on"),
            Binding(
                .character("T"), on: .everywhere, do: .showTraces, "traces",
                help: "Traces of what the cursor is on"),
            Binding(.character("S"), on: .everywhere, do: .showSaga, "saga", help: "The saga of what the cursor is on"),
            Binding(
                .character("B"), on: .everywhere, do: .showBreaker, "breaker",
                help: "The breaker of what the cursor is on"),
            Binding(
                .character("O"), on: .everywhere, do: .showService, "service",
                help: "The service of what the cursor is on"),
            Binding(
                .character("V"), on: .everywhere, do: .showEvents, "events", help: "Events of what the cursor is on"),
            Binding(
                .character("A"), on: .everywhere, do: .showAudit, "audit",
                help: "What was done to what the cursor is on"),
            Binding(.control("l"), on: .everywhere, do: .redraw, "redraw", help: "Draw the screen anew"),
            Binding(
                .character("?"), .function(1), on: .everywhere, do: .help, "help", footer: .shown, help: "This page"),
            Binding(.character("q"), on: .everywhere, do: .quit, "quit", footer: .shown, help: "Quit"),
        ]

    private static let overview: [Binding] = [
        Binding(
            .character("m"), on: .overview, do: .take, "mine", footer: .shown,
            help: "Take what needs attention: it dims for a time and others see who has it"),
        Binding(.character("M"), on: .overview, do: .release, "give back", help: "Give back what you have taken"),
        Binding(
            .character("w"), on: .overview, do: .switchPane, "timeline", footer: .shown,
            help: "Move between what needs attention, the timeline and the rates"),
    ]

    private static let services: [Binding] = [
        Binding(
            .character("p"), on: .services, do: .probeNow, "probe now", footer: .shown, help: "Probe this endpoint now"),
        Binding(
            .character("u"), on: .services, do: .mute, "mute", footer: .shown,
            help: "Mute for a time, or unmute: still probed, no attention"),
        Binding(
            .character("t"), on: .services, do: .showTraces, "traces", footer: .shown,
            help: "Traces of this service"),
        Binding(
            .character("n"), on: .services, do: .nextMatch, "next bad",
            help: "Next that is not as it should be"),
        Binding(
            .character("N"), on: .services, do: .previousMatch, "previous bad",
            help: "The one before that is not as it should be"),
        Binding(
            .character("Z"), on: .services, do: .foldAll, "fold all",
            help: "Unfold all, fold all, or by health"),
        Binding(.left, on: .services, do: .left, "fold", help: "Fold, or up to what the row belongs to"),
        Binding(.right, on: .services, do: .right, "unfold", help: "Unfold, or down to the first row inside"),
        Binding(
            .character("w"), on: .services, do: .switchPane, "other side",
            help: "Between the services and what is opened"),
        Binding(
            .escape, on: .serviceDetail, do: .back, "close", footer: .shown, help: "Close what is opened"),
    ]

    private static let breakers: [Binding] = [
        Binding(
            .character("s"), on: .breakers, do: .sort, "sort", footer: .shown,
            help: "By name, worst, most failures or most refused calls first"),
        Binding(
            .character("n"), on: .breakers, do: .nextMatch, "next bad", help: "Next breaker that is not closed"),
        Binding(
            .character("N"), on: .breakers, do: .previousMatch, "previous bad",
            help: "The one before that is not closed"),
        Binding(
            .character("w"), on: .breakers, do: .switchPane, "other side",
            help: "Between the breakers and what is opened"),
        Binding(
            .escape, on: .breakerDetail, do: .back, "close", footer: .shown, help: "Close what is opened"),
    ]

    private static let sagas: [Binding] = [
        Binding(
            .character("s"), on: .sagas, do: .sort, "sort", footer: .shown,
            help: "By status, newest, last changed or name first"),
        Binding(
            .character("n"), on: .sagas, do: .nextMatch, "next bad",
            help: "Next saga that is stuck or needs attention"),
        Binding(
            .character("N"), on: .sagas, do: .previousMatch, "previous bad",
            help: "The one before that is stuck or needs attention"),
        Binding(
            .character("v"), on: .sagas, do: .switchPane, "other side", help: "Between the sagas and what is opened"),
        Binding(
            .escape, on: .sagaDetail, do: .back, "close", footer: .shown, help: "Close what is opened"),
    ]

    private static let traces: [Binding] = [
        Binding(
            .character("s"), on: .traceList, do: .sort, "sort", footer: .shown,
            help: "Newest, slowest or failed traces first"),
        Binding(
            .character("E"), on: .spanTree, do: .nextError, "next error", footer: .shown, help: "Next failed span"),
        Binding(.character("W"), on: .spanTree, do: .previousError, "last error", help: "Failed span before this one"),
        Binding(
            .character("w"), on: .spanTree, do: .switchPane, "detail", footer: .shown,
            help: "Show a span's detail, and move between it and the tree"),
        Binding(
            .left, on: .spanTree, do: .left, "fold", help: "Fold what hangs under this span, or go to its parent"),
        Binding(.right, on: .spanTree, do: .right, "unfold", help: "Unfold what hangs under this span"),
        Binding(.character("Z"), on: .spanTree, do: .foldAll, "fold all", help: "Fold or unfold every span"),
        Binding(
            .character("x"), on: .spanTree, do: .stretch, "stretch",
            help: "Stretch the time axis to this span, or show all of the trace again"),
        Binding(.character("f"), on: .spanTree, do: .followLink, "follow link", help: "Follow a link of this span"),
        Binding(
            .character("c"), on: .spanTree, do: .compare, "compare", footer: .shown,
            help: "Compare with the usual: which spans are slower than their p99, which are new"),
        Binding(
            .character("s"), on: .operations, do: .sort, "sort", footer: .shown,
            help: "Sort by calls, errors, p50, p95, p99 or name"),
        Binding(
            .character("v"), on: .traces, do: .switchView, "view", footer: .shown,
            help: "Traces, operations, service graph, lines that could not be read"),
        Binding(
            .character("Y"), on: .traces, do: .copyTrace, "copy trace",
            help: "Copy the whole trace as OTLP JSON (OSC 52)"),
        Binding(.character("o"), on: .traces, do: .showService, "service", help: "The service of what is selected"),
        Binding(
            .character("b"), on: .traces, do: .showBadLines, "bad lines",
            help: "The last lines that could not be read, and what else is not shown"),
        Binding(on: .traces, do: .showTraceList, "list", help: "The list of traces"),
        Binding(on: .traces, do: .showOperations, "operations", help: "Operations: calls, errors, latencies, trend"),
        Binding(on: .traces, do: .showServiceGraph, "service graph", help: "Which service calls which"),
    ]
}
