import Foundation
import TerminalUI
import Traces

extension State {
    var tracesScopes: [Scope] {
        switch traces.view {
        case .operations: return [.operations, .traces]
        case .serviceGraph, .badLines: return [.traces]
        case .traces:
            return traces.open == nil ? [.traceList, .traces] : [.spanTree, .traces]
        }
    }

    var tracesLayout: TracesLayout { TracesLayout(of: self, in: Rect(size: pageRect.size)) }

    /// Takes over what the newest snapshot says.
    mutating func refreshTraces() {
        answerWhilePaused()
        let snapshot = observation.traces
        traces.operations.take(snapshot.operations)
        traces.graph.take(snapshot.serviceGraph)
        traces.badLines.take(snapshot.source.recentBadLines)
        if let open = traces.open, snapshot.asked == open.id {
            traces.open?.take(snapshot.open)
            // What was usual stays on screen with a trace that has left memory.
            if snapshot.open?.trace == open.id { traces.usual = snapshot.usual }
        }
        refreshTracePane()
    }

    /// What is asked for while the screen is paused is answered once, as of then; nothing else moves.
    private mutating func answerWhilePaused() {
        guard let shown = held?.traces else { return }
        let asksForList =
            shown.list.query != traces.list.query && latest.traces.list.query == traces.list.query
        let asksForTrace = traces.open.map { $0.tree == nil && latest.traces.asked == $0.id } ?? false
        let asksForOperations =
            traces.wantsOperations && shown.operations.isEmpty && !latest.traces.operations.isEmpty
        if asksForList || asksForTrace || asksForOperations { held?.show(latest.traces) }
    }

    /// Keeps each cursor on its item and on the screen.
    mutating func followTraces() {
        let layout = tracesLayout
        switch traces.view {
        case .traces where traces.open != nil:
            traces.open?.follow(height: layout.bodyRows)
            followTracePane(layout)
        case .traces:
            traces.list.follow(observation.traces.list, height: layout.bodyRows)
        case .operations: traces.operations.follow(height: layout.bodyRows)
        case .serviceGraph: traces.graph.follow(height: layout.bodyRows)
        case .badLines: traces.badLines.follow(height: layout.bodyRows)
        }
    }

    mutating func moveOnTraces(_ move: ListMove) -> [Effect] {
        let layout = tracesLayout
        switch traces.view {
        case .traces:
            if traces.open != nil { return moveInOpenTrace(move, layout) }
            let list = observation.traces.list
            traces.list.move(move, in: list, height: layout.bodyRows)
        case .operations: traces.operations.move(move, height: layout.bodyRows)
        case .serviceGraph: traces.graph.move(move, height: layout.bodyRows)
        case .badLines: traces.badLines.move(move, height: layout.bodyRows)
        }
        return []
    }

    mutating func clickTraces(_ point: Point) -> [Effect] {
        let layout = tracesLayout
        if layout.notices.contains(point), traces.view == .traces, traces.open == nil { return look(at: .badLines) }
        if layout.pane.contains(point), traces.view == .traces {
            traces.open?.isPaneFocused = true
            let top = layout.pane.y + (layout.line.height == 1 ? 0 : 1)
            return point.y >= top ? moveOnTraces(.screenLine(point.y - top)) : []
        }
        guard layout.body.contains(point) else { return [] }
        traces.open?.isPaneFocused = false
        // The first line of the body has the headings.
        let line = point.y - layout.body.y - 1
        return line >= 0 ? moveOnTraces(.screenLine(line)) : []
    }

    mutating func performOnTraces(_ command: Command) -> [Effect]? {
        switch command {
        case .switchView: return look(at: traces.view.next)
        case .showTraceList: return closeTrace(all: true) + look(at: .traces)
        case .showOperations: return look(at: .operations)
        case .showServiceGraph: return look(at: .serviceGraph)
        case .showBadLines: return look(at: .badLines)
        case .copy: return copyOnTraces()
        case .copyTrace:
            guard traces.view == .traces, let id = traces.open?.id ?? selectedTrace?.id else { return nil }
            return [.copyTrace(id)]
        default: break
        }
        switch traces.view {
        case .traces: return traces.open == nil ? performOnTraceList(command) : performOnOpenTrace(command)
        case .operations: return performOnOperations(command)
        case .serviceGraph: return performOnServiceGraph(command)
        case .badLines: return command == .back ? look(at: .traces) : nil
        }
    }

    /// Shows another view of the page.
    mutating func look(at view: TracesPage.View) -> [Effect] {
        traces.view = view
        return watchOperations()
    }

    /// Asks for operations while they are looked at, and only then.
    mutating func watchOperations() -> [Effect] {
        let isWanted = page == .traces && traces.wantsOperations
        guard isWanted != traces.isWatchingOperations else { return [] }
        traces.isWatchingOperations = isWanted
        return [.watchOperations(traces.isWatchingOperations)]
    }
}

// MARK: - Doors from other pages

extension State {
    mutating func showTrace(_ id: TraceID) -> [Effect] {
        traces.view = .traces
        traces.left = []
        let effects = openTrace(id)
        traces.open?.cameFromElsewhere = true
        return effects
    }

    mutating func showTraces(filter: String) -> [Effect] {
        let closing = closeTrace(all: true)
        traces.view = .traces
        return closing + filterTraces(by: filter) + watchOperations()
    }

    mutating func showBadLines() -> [Effect] { look(at: .badLines) }
}
