import EventSourcing
import Foundation
import Operations

/// Shows the consumer groups of a service's bus with their dead letters, and lets operators replay events to them.
public struct BusOperations: ProjectionOffer, DeadLetterOffer {
    let bus: EventBus
    let clock: any Clock<Duration>
    private let now: @Sendable () -> Date

    /// - Parameter clock: on which progress is looked after.
    public init(
        _ bus: EventBus, clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.bus = bus
        self.clock = clock
        self.now = now
    }

    public func projections() async throws -> [ProjectionReport] {
        try await subscriptions().map { $0.report }
    }

    public func deadLetters(after number: Int, limit: Int) async throws -> ItemPage<DeadLetterReport> {
        let letters = try await bus.deadLetters(after: number, limit: limit + 1)
        let shown = letters.prefix(limit)
        return ItemPage(
            items: shown.map { DeadLetterReport($0) }, next: String(shown.last?.id ?? number),
            more: letters.count > limit, asOf: now())
    }

    /// A group's interest in one publisher: both lanes together.
    struct Subscribed: Sendable {
        let group: String
        let source: String
        let report: ProjectionReport
    }

    func subscriptions() async throws -> [Subscribed] {
        let all = try await bus.status()
        let sources = Dictionary(grouping: all, by: \.group).mapValues { Set($0.map(\.source)).count }
        return Dictionary(grouping: all) { [$0.group, $0.source] }.values.compactMap { lanes in
            guard let first = lanes.first else { return nil }
            let name = sources[first.group] == 1 ? first.group : "\(first.group)/\(first.source)"
            return Subscribed(
                group: first.group, source: first.source, report: ProjectionReport(name, lanes: lanes))
        }
        .sorted { $0.report.name < $1.report.name }
    }
}

extension ProjectionReport {
    fileprivate init(_ name: String, lanes: [GroupStatus]) {
        // A lane without events is told of none, and stands where it was told last: it is not behind.
        let head = lanes.map { max($0.head, $0.position) }.max() ?? 0
        let lag = lanes.map { max(0, $0.head - $0.position) }.max() ?? 0
        let replays = lanes.compactMap(\.replay)
        let count = lanes.map(\.replays).max() ?? 0
        self.init(
            name: name, kind: .subscription, source: lanes.first?.source, state: .running,
            trouble: lanes.compactMap(\.trouble).first, position: head - lag, head: head, lag: lag,
            rebuild: replays.map(\.position).min().map { from in
                Rebuild(position: from, target: replays.map(\.through).max() ?? from)
            },
            generation: count,
            putAside: lanes.reduce(0) { $0 + $1.putAside }, deadLetters: lanes.reduce(0) { $0 + $1.deadLetters },
            replayable: lanes.allSatisfy { $0.effects == .none }, revision: count * 2 + (replays.isEmpty ? 0 : 1))
    }
}

extension DeadLetterReport {
    init(_ letter: DeadLetter) {
        self.init(
            id: String(letter.id), group: letter.group, source: letter.source, event: EventReport(letter.event),
            attempts: letter.attempts, reason: letter.reason, firstFailure: letter.firstFailure,
            lastFailure: letter.lastFailure, waitingBehind: letter.waitingBehind, revision: letter.revision)
    }
}

extension DeadLetter {
    /// A dead letter that was retried and has died again is not the one that was seen.
    var revision: Int { max(0, Int(lastFailure.timeIntervalSince1970 * 1_000)) }
}
