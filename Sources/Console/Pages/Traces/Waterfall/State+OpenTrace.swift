import TerminalUI
import Traces

extension State {
    /// Opens a trace; what was open before is gone.
    mutating func openTrace(_ id: TraceID, at span: SpanID? = nil) -> [Effect] {
        var open = OpenTrace(id)
        open.wanted = span
        traces.open = open
        return [.openTrace(id)] + watchOperations()
    }

    /// Closes the open trace: the one that its link was followed from, or the list, is shown again.
    mutating func closeTrace(all: Bool = false) -> [Effect] {
        guard traces.open != nil else { return [] }
        if all { traces.left = [] }
        guard let before = traces.left.popLast() else {
            traces.open = nil
            return [.openTrace(nil)] + watchOperations()
        }
        traces.open = before
        return [.openTrace(before.id)]
    }

    mutating func moveInOpenTrace(_ move: ListMove, _ layout: TracesLayout) -> [Effect] {
        if isInTracePane {
            moveInTracePane(move, layout)
            return []
        }
        traces.open?.move(move, height: layout.bodyRows)
        return loadSelectedSpan()
    }

    mutating func performOnOpenTrace(_ command: Command) -> [Effect]? {
        guard let open = traces.open else { return nil }
        // What changes the tree is not done where the tree has not the keys.
        if isInTracePane, [.left, .right, .fold, .foldAll, .stretch].contains(command) {
            if command != .left, command != .right { say("that is for the tree: w leads there", .refusal) }
            return []
        }
        switch command {
        case .open: return openInTrace()
        case .back: return goBackInTrace()
        case .switchPane: return switchTracePane()
        case .left: return foldOrGoUp()
        case .right:
            traces.open?.setFolded(false, row: open.cursor.row)
            return []
        case .fold:
            let isFolded = open.selected.map(open.isFolded) ?? false
            traces.open?.setFolded(!isFolded, row: open.cursor.row)
            return []
        case .foldAll:
            traces.open?.toggleFoldAll()
            return loadSelectedSpan()
        case .nextError: return goToFailed(backwards: false)
        case .previousError: return goToFailed(backwards: true)
        case .filter: return beginTreeSearch()
        case .nextMatch: return goToMatch(backwards: false)
        case .previousMatch: return goToMatch(backwards: true)
        case .stretch: return stretchAxis()
        case .followLink: return followLink()
        case .compare: return compareTrace()
        case .export: return [.exportTrace(open.id)]
        default: return nil
        }
    }

    // MARK: Back, step by step

    private mutating func goBackInTrace() -> [Effect]? {
        guard let open = traces.open else { return nil }
        if open.pane != nil {
            if open.isPaneFocused, !tracesLayout.isPaneInstead {
                traces.open?.isPaneFocused = false
            } else {
                traces.open?.pane = nil
                traces.open?.isPaneFocused = false
            }
            return []
        }
        if open.search != nil {
            traces.open?.search = nil
            return []
        }
        if open.stretched != nil {
            traces.open?.stretched = nil
            return []
        }
        // Whoever came from another page goes back to it; the trace stays open here.
        if open.cameFromElsewhere, traces.left.isEmpty, !trail.isEmpty { return nil }
        return closeTrace()
    }

    // MARK: Folding and jumping

    private mutating func foldOrGoUp() -> [Effect] {
        guard let open = traces.open, let node = open.selected else { return [] }
        if node.descendantCount > 0, !open.isFolded(node) {
            traces.open?.setFolded(true, row: open.cursor.row)
            return []
        }
        guard let parent = open.parentRow(of: open.cursor.row) else { return [] }
        let height = tracesLayout.bodyRows
        traces.open?.move(.row(parent), height: height)
        return loadSelectedSpan()
    }

    private mutating func goToFailed(backwards: Bool) -> [Effect] {
        guard let open = traces.open, let tree = open.tree else { return [] }
        guard tree.errorCount > 0, let place = tree.nextFailed(after: open.selectedPlace ?? 0, backwards: backwards)
        else {
            say("no span of this trace failed", .refusal)
            return []
        }
        return reveal(place)
    }

    private mutating func goToMatch(backwards: Bool) -> [Effect] {
        guard let open = traces.open else { return [] }
        guard let search = open.search else {
            say("nothing is searched for: / asks what", .refusal)
            return []
        }
        guard let place = search.next(after: open.selectedPlace ?? 0, backwards: backwards) else {
            say("\"\(search.text)\" is nowhere in this trace", .refusal)
            return []
        }
        return reveal(place)
    }

    /// Puts the cursor on a place of the tree, in view.
    mutating func reveal(_ place: Int) -> [Effect] {
        let height = tracesLayout.bodyRows
        traces.open?.reveal(place: place)
        if let row = traces.open?.row(of: place) { traces.open?.move(.row(row), height: height) }
        return loadSelectedSpan()
    }

    private mutating func stretchAxis() -> [Effect] {
        guard let open = traces.open, let node = open.selected else { return [] }
        if open.stretched != nil {
            traces.open?.stretched = nil
        } else if node.duration > .zero {
            traces.open?.stretched = TimeAxis(start: node.start, length: node.duration)
        } else {
            say("this span has no duration that the axis could be stretched to", .refusal)
        }
        return []
    }

    // MARK: Doors

    /// The saga that the open trace belongs to: as its span says, else as the log's sagas say.
    var sagaOfOpenTrace: String? {
        guard let open = traces.open else { return nil }
        if let saga = open.detail.detail?.attributes["saga.id"]?.text { return saga }
        return observation.traces.sagas.first { $0.traces.contains(open.id) }?.id
            ?? (selectedTrace?.id == open.id ? selectedTrace?.saga : nil)
    }
}
