import TerminalUI
import Traces

/// What a span's line says: what failed first, then attributes by convention, events, links, logs, and who wrote it.
struct SpanDetailContent {
    /// Lines of a stack that are shown.
    static let stackLines = 200

    let detail: SpanDetail
    /// What times of events and logs count from.
    let start: Timestamp
    let theme: Theme

    /// Everything but the exceptions.
    var rest: [DetailLine] { attributes + events + links + logs + resource + identity }

    // MARK: What failed

    private var exceptionEvents: [SpanEvent] {
        detail.events.filter { $0.name == "exception" || $0.attributes["exception.type"] != nil }
    }

    /// The exceptions that were recorded, with their stacks.
    var exceptions: [DetailLine] {
        exceptionEvents.flatMap { event -> [DetailLine] in
            let type = event.attributes["exception.type"]?.text ?? "exception"
            let message = event.attributes["exception.message"]?.text ?? ""
            var lines = [heading("Exception \(relative(event.time))")]
            lines.append(DetailLine(type.styled(theme.bad), indent: 2))
            if !message.isEmpty { lines += block(message, style: theme.text, most: 20) }
            if let stack = event.attributes["exception.stacktrace"]?.text {
                lines += block(stack, style: theme.dim, most: Self.stackLines)
            }
            let shown: Set<String> = ["exception.type", "exception.message", "exception.stacktrace"]
            lines += event.attributes.filter { !shown.contains($0.key) }.map { attribute($0) }
            return lines
        }
    }

    /// Text of several lines, each on its own.
    private func block(_ text: String, style: Style, most: Int) -> [DetailLine] {
        let pieces = text.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline)
        var lines = pieces.prefix(most).map { piece in
            let shown = String(piece.prefix(AttributeValue.shownCharacters)).replacing("\t", with: "  ")
            return DetailLine(shown.styled(style), indent: 4, copy: text)
        }
        if pieces.count > most {
            lines.append(
                DetailLine(
                    "\(CountText.of(pieces.count - most, "more line")): y copies all".styled(theme.dim), indent: 4,
                    copy: text))
        }
        return lines
    }

    // MARK: Attributes

    private var attributes: [DetailLine] {
        var lines: [DetailLine] = []
        for (group, attributes) in AttributeGroup.grouped(detail.attributes) {
            lines.append(heading(group.title))
            lines += attributes.map { attribute($0) }
        }
        return lines + dropped(detail.droppedAttributes, "attribute")
    }

    private func attribute(_ attribute: Attribute, indent: Int = 2) -> DetailLine {
        DetailLine(
            "\(attribute.key)  ".styled(theme.dim) + attribute.value.shownText.styled(theme.text), indent: indent,
            copy: attribute.value.text)
    }

    private func dropped(_ count: UInt32, _ what: String) -> [DetailLine] {
        guard count > 0 else { return [] }
        let text = "\(CountText.of(Int(count), what)) dropped by its service before it was written"
        return [DetailLine("\(theme.art.exclamation) \(text)".styled(theme.warning), indent: 2, copy: text)]
    }

    // MARK: Events, links, logs

    private var events: [DetailLine] {
        let others = detail.events.filter { !exceptionEvents.contains($0) }
        guard !others.isEmpty || detail.droppedEvents > 0 else { return [] }
        var lines = [heading("Events")]
        for event in others {
            lines.append(
                DetailLine(
                    "\(relative(event.time))  ".styled(theme.dim) + event.name.styled(theme.accent), indent: 2,
                    copy: event.name))
            lines += event.attributes.map { attribute($0, indent: 4) }
            lines += dropped(event.droppedAttributes, "attribute")
        }
        return lines + dropped(detail.droppedEvents, "event")
    }

    private var links: [DetailLine] {
        guard !detail.links.isEmpty || detail.droppedLinks > 0 else { return [] }
        var lines = [heading("Links")]
        for (number, link) in detail.links.enumerated() {
            guard let trace = link.trace else {
                lines.append(
                    DetailLine("\(number + 1)  its trace id could not be read".styled(theme.warning), indent: 2))
                continue
            }
            let isHere = trace == detail.trace
            let span = link.span.map { " span \($0)" } ?? ""
            lines.append(
                DetailLine(
                    "\(number + 1)  ".styled(theme.key)
                        + (isHere ? "this trace,\(span)" : "trace \(trace)\(span)").styled(theme.accent), indent: 2,
                    copy: trace.description, target: .link(trace, link.span)))
            lines += link.attributes.map { attribute($0, indent: 5) }
        }
        return lines + dropped(detail.droppedLinks, "link")
    }

    private var logs: [DetailLine] {
        guard !detail.logs.isEmpty else { return [] }
        var lines = [heading("Logs")]
        for log in detail.logs {
            let style = log.isError ? theme.bad : log.isWarning ? theme.warning : theme.info
            let body = log.body == .empty ? log.eventName : log.body.shownText
            lines.append(
                DetailLine(
                    "\(relative(log.time))  ".styled(theme.dim) + "\(log.severityWord) ".styled(style)
                        + body.styled(theme.text), indent: 2, copy: log.body == .empty ? log.eventName : log.body.text))
            if log.body != .empty, !log.eventName.isEmpty {
                lines.append(DetailLine("event \(log.eventName)".styled(theme.dim), indent: 4, copy: log.eventName))
            }
            lines += log.attributes.filter { $0.key != "event.name" }.map { attribute($0, indent: 4) }
        }
        return lines
    }

    /// When something happened, counted from the span's start.
    private func relative(_ time: Timestamp?) -> String {
        guard let time else { return "at no known time" }
        let offset = time.since(start)
        return (offset < .zero ? "" : "+") + DurationText.short(offset)
    }

    // MARK: Who wrote it

    private var resource: [DetailLine] {
        guard !detail.resource.attributes.isEmpty else { return [] }
        return [heading("Resource")] + detail.resource.attributes.sorted { $0.key < $1.key }.map { attribute($0) }
            + dropped(detail.resource.droppedAttributes, "attribute")
    }

    private var identity: [DetailLine] {
        var lines = [heading("Identity")]
        func add(_ key: String, _ value: String) {
            guard !value.isEmpty else { return }
            lines.append(
                DetailLine("\(key)  ".styled(theme.dim) + value.styled(theme.text), indent: 2, copy: value))
        }
        add("trace", detail.trace.description)
        add("span", detail.id.description)
        add("parent", detail.parent?.description ?? "none: it is a root")
        add("trace state", detail.traceState)
        let version = detail.scope.version.isEmpty ? "" : " \(detail.scope.version)"
        add("instrumentation", detail.scope.name.isEmpty ? "" : detail.scope.name + version)
        return lines
    }

    private func heading(_ title: String) -> DetailLine { DetailLine(title.styled(theme.title)) }
}
