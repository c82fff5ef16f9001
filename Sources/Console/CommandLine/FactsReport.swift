import Foundation
import Operations
import Probes
import TerminalUI
import Traces

/// What is known of breakers, sagas or events at one moment, for scripts.
public struct FactsReport: Sendable {
    /// What is asked for.
    public enum Question: Sendable { case breakers, sagas, events, projections, deadLetters }

    /// A JSON document with stable keys.
    public let json: String
    /// Columns for people.
    public let rows: [[String]]
    /// Everything is as it should be.
    public let isFine: Bool
    /// Somebody answered, or the trace log was read.
    public let isAnswered: Bool

    /// - Parameter limit: at most so many, the newest or worst first.
    init(_ question: Question, state: State, filter: String, limit: Int) {
        let observation = state.latest
        let board = observation.events
        isAnswered =
            board.sources.contains { $0.asOf != nil } || !observation.traces.source.files.isEmpty
            || observation.probes.endpoints.contains { $0.lastAnswerAt != nil }
        switch question {
        case .breakers:
            let filter = BreakerFilter(filter)
            let shown = observation.board.breakers.filter { filter.matches($0, drifts: false, now: state.now) }.prefix(
                limit)
            rows = shown.map { BreakerWords($0, now: state.now).cells }
            isFine = shown.allSatisfy(\.isClosed)
            json = ExportText.json(BreakerExport(Array(shown), now: state.now)) ?? "{}"
        case .sagas:
            let index = observation.sagas
            let shown = (0..<min(limit, index.count)).compactMap { index[$0].flatMap(observation.saga) }
            rows = shown.map { SagaWords($0, now: state.now).cells }
            isFine = !shown.contains { $0.status == .needsAttention || $0.isStuck(at: state.now) }
            let causes = observation.causes(at: state.now)
            let documents = shown.map { SagaExport($0, why: causes.why($0)?.sentence, now: state.now) }
            json = ExportText.json(FactsDocument(kind: "fusebox.sagas", items: documents, now: state.now)) ?? "{}"
        case .events, .projections, .deadLetters:
            let listing: EventsPage.Listing =
                question == .events ? .log : question == .projections ? .projections : .letters
            let filter = EventFilter(filter)
            let shown = EventRows(board: board).rows(listing).lazy.filter { filter.isEmpty || filter.matches($0) }
                .prefix(limit)
            rows = shown.map { EventLine($0).cells }
            isFine =
                switch question {
                case .deadLetters: shown.isEmpty
                case .projections: shown.allSatisfy { EventLine($0).isFine }
                default: !shown.isEmpty
                }
            let kind =
                "fusebox.\(question == .events ? "events" : question == .projections ? "projections" : "dead-letters")"
            json = ExportText.json(FactsDocument(kind: kind, items: shown.map(EventLine.init), now: state.now)) ?? "{}"
        }
    }
}

/// A list as a JSON document: `kind`, `version`, `exportedAt`, `items`.
private struct FactsDocument<Item: Encodable>: Encodable {
    var kind: String
    var version = 1
    var exportedAt: String
    var items: [Item]

    init(kind: String, items: [Item], now: Date) {
        self.kind = kind
        exportedAt = ExportText.time(now)
        self.items = items
    }
}

/// A row of the Events page on a command line: as the service tells it, with `reportedBy`.
private struct EventLine: Encodable {
    private let row: EventsRow

    init(_ row: EventsRow) { self.row = row }

    var isFine: Bool {
        guard case .projection(let projection, _) = row else { return true }
        return projection.state != .stopped && projection.trouble == nil
    }

    var cells: [String] {
        switch row {
        case .event(let event, let source):
            [
                ExportText.time(event.time), source.service, "\(event.position)", event.type, event.stream,
                event.data.line,
            ]
        case .projection(let projection, let source):
            [
                projection.name, source.service, projection.state.rawValue, "\(projection.position)",
                "lag \(projection.lag)", ProjectionWords(projection).sentence,
            ]
        case .letter(let letter, let source):
            [
                letter.id, source.service, letter.group, letter.event.type, letter.event.stream,
                "\(letter.attempts) tries", letter.reason,
            ]
        }
    }

    private enum Key: String, CodingKey { case reportedBy, item }

    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(row.source.service, forKey: .reportedBy)
        let data: Data =
            switch row {
            case .event(let event, _): try OperationsJSON.data(event)
            case .projection(let projection, _): try OperationsJSON.data(projection)
            case .letter(let letter, _): try OperationsJSON.data(letter)
            }
        try values.encode(try OperationsJSON.value(JSONValue.self, from: data), forKey: .item)
    }
}

extension BreakerWords {
    fileprivate var cells: [String] {
        [
            breaker.id.service, breaker.id.name, breaker.id.instance, breaker.state?.rawValue ?? "unknown",
            BreakerWords.rate(breaker.failureRate), breaker.source.words(at: now), breaker.reason,
        ]
    }
}

extension SagaWords {
    fileprivate var cells: [String] {
        [saga.id.id, saga.id.service, saga.name, saga.statusWord, progress, saga.current?.name ?? "", saga.reason]
    }
}
