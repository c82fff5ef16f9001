import Foundation
import Probes
import TerminalUI
import Traces

extension State {
    /// Works out anew what needs attention and what changed.
    mutating func refreshOverview() {
        // A held screen does not age: nothing becomes stale because somebody stopped to read.
        let attention = Attention(
            observation: observation, now: moment, muted: mutedEndpoints(in: observation))
        overview.items = attention.items()
        sagaTally = (attention.openSagas.running, attention.openSagas.troubled)
        overview.timeline = Timeline.entries(
            of: observation, local: localChanges, filter: overview.timelineFilter)
    }

    /// Endpoints that want no attention: muted here for a time, or by the config for good.
    func mutedEndpoints(in observation: Observation) -> Set<EndpointID> {
        var muted = Set(overview.mutes.keys)
        if overview.permanentMutes.isEmpty { return muted }
        for status in observation.probes.endpoints where overview.permanentMutes.contains(status.service) {
            muted.insert(status.id)
        }
        return muted
    }

    private var overviewLayout: OverviewLayout { OverviewLayout(of: self, in: pageRect) }

    mutating func followOverview() {
        let layout = overviewLayout
        // A cursor that nobody has moved holds on to nothing: the top stays in sight.
        if !overview.touched.contains(.attention) { overview.attentionCursor = ListCursor() }
        if !overview.touched.contains(.timeline) { overview.timelineCursor = ListCursor() }
        overview.attentionCursor.follow(overview.items.map(\.id), height: layout.attention.height)
        overview.timelineCursor.follow(
            count: overview.timeline.count, height: layout.timeline.height,
            id: { [timeline = overview.timeline] in
                timeline[$0].id
            })
        overview.ratesCursor.follow(
            observation.traces.rates.map(\.service), height: Table.visibleRows(height: layout.rates.height))
    }

    mutating func moveOnOverview(_ move: ListMove) -> [Effect] {
        let layout = overviewLayout
        // The first step only shows where the cursor is.
        let isFirst = overview.touched.insert(overview.focus).inserted
        if isFirst, move == .down() { return [] }
        switch overview.focus {
        case .attention:
            overview.attentionCursor.move(move, in: overview.items.map(\.id), height: layout.attention.height)
        case .timeline:
            overview.timelineCursor.move(
                move, in: overview.timeline.map(\.id), height: layout.timeline.height)
        case .rates:
            overview.ratesCursor.move(
                move, in: observation.traces.rates.map(\.service),
                height: Table.visibleRows(height: layout.rates.height))
        }
        return []
    }

    mutating func clickOverview(_ point: Point) -> [Effect] {
        let layout = OverviewLayout(of: self, in: Rect(size: pageRect.size))
        guard let pane = OverviewPage.Pane.allCases.first(where: { layout.rect(of: $0).contains(point) }) else {
            return []
        }
        overview.focus = pane
        let line = point.y - layout.rect(of: pane).y - (pane == .rates ? 1 : 0)
        return line >= 0 ? moveOnOverview(.screenLine(line)) : []
    }

    mutating func performOnOverview(_ command: Command) -> [Effect]? {
        switch command {
        case .open: openOnOverview()
        case .switchPane:
            switchOverviewPane()
        case .filter, .filterTimeline:
            {
                overview.focus = .timeline
                return openPrompt(.filterTimeline, text: overview.timelineFilter)
            }()
        case .back where !overview.timelineFilter.isEmpty: submitTimelineFilter("")
        case .back where overview.touched.contains(overview.focus): letGoOnOverview()
        case .take: takeOnOverview()
        case .release: releaseOnOverview()
        case .copy: copyOnOverview()
        default: nil
        }
    }

    private mutating func switchOverviewPane() -> [Effect] {
        let all = OverviewPage.Pane.allCases
        overview.focus = all[(overview.focus.rawValue + 1) % all.count]
        return []
    }

    /// Lets the cursor go, so that the newest rows are in sight again.
    private mutating func letGoOnOverview() -> [Effect] {
        overview.touched.remove(overview.focus)
        return []
    }

    private mutating func openOnOverview() -> [Effect] {
        overview.touched.insert(overview.focus)
        switch overview.focus {
        case .attention:
            return selectedAttention.map { go(to: $0.door) } ?? []
        case .timeline:
            guard let entry = selectedTimelineEntry else { return [] }
            guard let door = entry.door else {
                say("this change leads nowhere: it happened in this console", .refusal)
                return []
            }
            return go(to: door)
        case .rates:
            return overview.ratesCursor.selected.map { go(to: .traces(filter: "service:\($0)")) } ?? []
        }
    }

    var selectedAttention: AttentionItem? {
        overview.items.first { $0.id == overview.attentionCursor.selected }
    }

    var selectedTimelineEntry: TimelineEntry? {
        overview.timeline.first { $0.id == overview.timelineCursor.selected }
    }

    private mutating func copyOnOverview() -> [Effect] {
        let text: String? =
            switch overview.focus {
            case .attention: selectedAttention.map { "\($0.title) \($0.state): \($0.reason)" }
            case .timeline:
                selectedTimelineEntry.map {
                    "\(options.clock.moment($0.at, now: now)) \($0.subject) \($0.kind) \($0.text)"
                }
            case .rates: overview.ratesCursor.selected
            }
        guard let text else { return [] }
        say("copied")
        return [.copy(text)]
    }
}

// MARK: - The timeline's filter

extension State {
    mutating func typeTimelineFilter(_ text: String) -> [Effect] {
        overview.timeline = Timeline.entries(of: observation, local: localChanges, filter: text)
        return []
    }

    mutating func submitTimelineFilter(_ text: String) -> [Effect]? {
        overview.timelineFilter = text.trimmingCharacters(in: .whitespaces)
        refreshOverview()
        return []
    }
}

// MARK: - Taking what needs attention

extension State {
    private mutating func takeOnOverview() -> [Effect] {
        guard overview.focus == .attention, let item = selectedAttention else {
            say("nothing to take: put the cursor on a line of Needs attention", .refusal)
            return []
        }
        overview.touched.insert(.attention)
        return openPrompt(.take(item.id))
    }

    /// Takes an item for as long as the text says; `nil` (and a complaint) where it says nothing readable.
    mutating func submitTake(_ text: String, of id: AttentionItem.ID) -> [Effect]? {
        guard let (until, note) = TimeSpanInput.read(text, now: now, zone: options.zone) else {
            complain("begin with how long: 30m, 2h, or until 14:30 (30 days at the most)", at: 0)
            return nil
        }
        let claim = Claim(key: id.key, owner: options.operatorName, until: until, note: String(note.prefix(200)))
        let former = overview.claims[claim.key].flatMap { $0.until > now && $0.owner != claim.owner ? $0 : nil }
        overview.claims[claim.key] = claim
        let title = overview.items.first { $0.id == id }?.title ?? ""
        let from = former.map { " from \($0.owner)" } ?? ""
        record(
            "claim", "took \(title)\(from) until \(options.clock.minute(until))" + (note.isEmpty ? "" : ": \(note)"))
        // Whoever had it is not asked, so whoever takes it must know.
        let had = former.map { "; \($0.owner) had it until \(options.clock.minute($0.until))" } ?? ""
        say("\(title) is yours until \(options.clock.moment(until, now: now))\(had)")
        return [.saveClaim(claim)]
    }

    private mutating func releaseOnOverview() -> [Effect] {
        guard let item = selectedAttention, let claim = overview.claim(on: item, now: now) else {
            say("nobody has taken this", .refusal)
            return []
        }
        guard claim.owner == options.operatorName else {
            say(
                "\(claim.owner) has this until \(options.clock.minute(claim.until)); only they can give it back",
                .refusal)
            return []
        }
        overview.claims[claim.key] = nil
        record("claim", "gave back \(item.title)")
        return [.removeClaim(claim.key)]
    }
}
