import TerminalUI
import Traces

/// One span of the waterfall.
struct WaterfallRow: Widget {
    let state: State
    let open: OpenTrace
    let tree: SpanTree
    let place: Int
    let axis: TimeAxis
    let ticks: [TimeAxis.Tick]

    private var node: SpanTreeNode { tree.nodes[place] }

    func render(in rect: Rect, on frame: inout Frame, theme: Theme) {
        let usual = state.traces.usual(of: node)
        let columns = WaterfallColumns(in: rect, hasUsual: !state.traces.usual.isEmpty)
        frame.inside(columns.label) { drawLabel(on: &$0, theme: theme) }
        frame.put(
            offset, at: columns.start.origin, width: columns.start.width, style: theme.dim, align: .trailing)
        frame.put(
            took, at: columns.took.origin, width: columns.took.width, style: tookStyle(usual, theme), align: .trailing)
        if columns.own.width > 0, !node.isMissing {
            frame.put(
                SpanNumber.text(node.selfTime), at: columns.own.origin, width: columns.own.width, style: theme.dim,
                align: .trailing)
        }
        if columns.usual.width > 0, let usual, usual.isSlow {
            frame.put(
                usual.times, at: columns.usual.origin, width: columns.usual.width, style: theme.warning,
                align: .trailing)
        }
        drawBar(in: columns.bar, on: &frame, theme: theme)
    }

    // MARK: Numbers

    private var offset: String {
        let offset = node.start.since(tree.start)
        return (offset >= .zero ? "+" : "") + SpanNumber.text(offset)
    }

    private var took: String {
        node.notes.contains(.running) ? "running" : SpanNumber.text(node.duration)
    }

    private func tookStyle(_ usual: UsualOfSpan?, _ theme: Theme) -> Style {
        if node.notes.contains(.running) { return theme.info }
        if node.isMissing { return theme.dim }
        return usual?.isSlow == true ? theme.warning : theme.text
    }

    // MARK: Name

    private func drawLabel(on frame: inout Frame, theme: Theme) {
        let width = frame.area.width
        frame.put(sign(theme), at: .zero, width: 1)
        let isFound = node.notes.contains(.matched) || open.search?.contains(place) == true
        if isFound { frame.put(theme.art.diamond, at: Point(x: 1, y: 0), style: theme.match) }
        let guides = SpanGuides(open: open, art: theme.art, step: width < 44 ? 1 : 2, most: max(4, width / 3))
            .text(place: place)
        var x = frame.put(guides, at: Point(x: 2, y: 0), style: theme.border)
        let words = words(theme)
        let wordsWidth = words.isEmpty ? 0 : words.width + 1
        let nameWidth = min(DisplayWidth.of(node.title), max(4, width - x - wordsWidth))
        x = frame.put(node.title, at: Point(x: x, y: 0), width: nameWidth, style: nameStyle(isFound, theme))
        if !words.isEmpty, x + 1 < width {
            x = frame.put(
                words, at: Point(x: x + 1, y: 0), width: min(words.width, width - x - 1))
        }
        if x + 4 < width {
            frame.put(node.service, at: Point(x: x + 1, y: 0), width: width - x - 1, style: seriesStyle(theme))
        }
    }

    private func sign(_ theme: Theme) -> StyledText {
        if node.isFailed { return theme.art.cross.styled(theme.bad) }
        if node.isMissing { return theme.art.question.styled(theme.warning) }
        if node.notes.contains(.running) { return theme.art.play.styled(theme.info) }
        if !node.words.isEmpty { return theme.art.exclamation.styled(theme.warning) }
        return .empty
    }

    private func nameStyle(_ isFound: Bool, _ theme: Theme) -> Style {
        let style = node.isFailed ? theme.bad : node.isMissing ? theme.warning : theme.accent
        return isFound ? style.over(theme.match) : style
    }

    private func words(_ theme: Theme) -> StyledText {
        var parts = node.words.map { $0.styled($0 == "error" ? theme.bad : theme.warning) }
        if open.isFolded(node) {
            var hidden = "+\(CountText.grouped(node.descendantCount))".styled(theme.dim)
            if node.failedDescendantCount > 0 {
                hidden.append(" \(theme.art.cross)\(CountText.grouped(node.failedDescendantCount))", theme.bad)
            }
            parts.append(hidden)
        }
        return parts.joined(separator: " ")
    }

    /// Each service has its colour within a trace; its name stands beside it.
    private func seriesStyle(_ theme: Theme) -> Style {
        theme.series(tree.services.firstIndex(of: node.service) ?? 0)
    }

    // MARK: Bar

    private func drawBar(in rect: Rect, on frame: inout Frame, theme: Theme) {
        frame.fill(rect, style: theme.text)
        for tick in ticks {
            frame.put(theme.art.isASCII ? ":" : "┊", at: Point(x: rect.x + tick.column, y: rect.y), style: theme.border)
        }
        let isRunning = node.notes.contains(.running)
        let end = isRunning ? max(tree.start.advanced(by: tree.duration), node.start) : node.end
        let style = node.isFailed ? theme.bad : node.isMissing ? theme.dim : seriesStyle(theme)
        let bar = SpanBar(
            start: axis.share(of: node.start), end: axis.share(of: end),
            weight: node.isMissing ? .dashed : node.notes.contains(.critical) ? .thick : .thin,
            isOpenEnded: isRunning, style: style)
        frame.draw(bar, in: rect, theme: theme)
        drawGap(before: bar.start, in: rect, on: &frame, theme: theme)
    }

    /// How long its parent waited for nobody before it, written into that very stretch where it is long enough.
    private func drawGap(before start: Double, in rect: Rect, on frame: inout Frame, theme: Theme) {
        let gap = open.shape.gap(before: place)
        guard gap > 0, start > 0, start <= 1 else { return }
        let text = "gap \(DurationText.short(nanoseconds: gap))"
        let columns = Int(Double(gap) / axis.nanoseconds * Double(rect.width))
        let end = Int(start * Double(rect.width))
        let width = DisplayWidth.of(text)
        guard columns >= width + 2, end >= width + 1 else { return }
        frame.put(text, at: Point(x: rect.x + end - width - 1, y: rect.y), style: theme.dim)
    }
}
