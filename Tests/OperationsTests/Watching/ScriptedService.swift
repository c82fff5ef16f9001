import Foundation
import Operations
import OperationsClient
import Synchronization

@testable import OperationsWatching

/// A service that answers from memory, fails or hangs as a test says.
final class ScriptedService: OperationsReading {
    private struct State {
        var sagas: [SagaSummary]
        /// The order of the last changes: the feed.
        var feed: [String]
        var events: [EventReport] = []
        var failure: OperationsClientError?
        var hangs = false
        /// Those who wait for a change.
        var waiting: [AsyncStream<Void>.Continuation] = []

        mutating func wake() {
            for one in waiting { one.finish() }
            waiting = []
        }
    }

    let base: String
    private let state: Mutex<State>

    init(_ base: String, sagas count: Int) {
        self.base = base
        let sagas = (0..<count).map { Self.saga("saga-\($0)") }
        state = Mutex(State(sagas: sagas, feed: sagas.map(\.id)))
    }

    static func saga(_ id: String, _ status: SagaSummary.Status = .running, step: Int = 1) -> SagaSummary {
        SagaSummary(
            id: id, name: "Order", status: status, direction: .forward,
            steps: [.init(name: "Reserve", state: .succeeded), .init(name: "Pay", state: .running)], step: step,
            startedAt: Date(timeIntervalSince1970: 1_795_528_900),
            updatedAt: Date(timeIntervalSince1970: 1_795_529_000),
            revision: 1)
    }

    var isFailing: Bool { state.withLock { $0.failure != nil || $0.hangs } }

    /// Answers with an error from now on; with `nil` it does not answer at all.
    func fail(with error: OperationsClientError?) {
        state.withLock {
            $0.failure = error
            $0.hangs = error == nil
            $0.wake()
        }
    }

    func change(_ id: String, to status: SagaSummary.Status) {
        state.withLock { state in
            guard let place = state.sagas.firstIndex(where: { $0.id == id }), state.sagas[place].status != status
            else { return }
            state.sagas[place].status = status
            state.sagas[place].revision += 1
            state.feed.append(id)
            state.wake()
        }
    }

    /// Events happen, as many as are said, after those that there are.
    func happen(_ count: Int) {
        state.withLock { state in
            let last = state.events.last?.position ?? 0
            state.events += (last..<last + count).map { Self.event($0 + 1) }
            state.wake()
        }
    }

    /// Its log of events is made anew, with so many in it.
    func loseEvents(andHave count: Int) {
        state.withLock { state in
            state.events = (0..<count).map { Self.event($0 + 1) }
            state.wake()
        }
    }

    /// Answers every question that is held.
    func answerAll() { state.withLock { $0.wake() } }

    static func event(_ position: Int) -> EventReport {
        EventReport(
            id: "event-\(position)", position: position, stream: "order-\(position)", version: 1, type: "OrderPlaced",
            time: Date(timeIntervalSince1970: 1_795_529_000), data: [:])
    }

    private func obstacle() async throws(OperationsClientError) {
        let (failure, hangs) = state.withLock { ($0.failure, $0.hangs) }
        if let failure { throw failure }
        guard hangs else { return }
        let (never, _) = AsyncStream<Void>.makeStream()
        // Ends when the task is cancelled.
        for await _ in never {}
        throw .cancelled
    }

    func describe() async throws(OperationsClientError) -> ServiceDescription {
        try await obstacle()
        return ServiceDescription(
            service: base, instance: "\(base)-1", version: "1", started: Date(timeIntervalSince1970: 0), commands: [],
            role: .operator, revision: 1, asOf: Date(timeIntervalSince1970: 0))
    }

    func breakers() async throws(OperationsClientError) -> ItemPage<BreakerReport> {
        try await obstacle()
        let breaker = BreakerReport(
            name: "\(base) → payments", state: .open, since: Date(timeIntervalSince1970: 1),
            window: .init(calls: 50, failed: 31, slow: 0), totals: .init(), revision: 3)
        return ItemPage(items: [breaker], asOf: Date(timeIntervalSince1970: 1))
    }

    func bulkheads() async throws(OperationsClientError) -> ItemPage<BulkheadReport> {
        try await obstacle()
        return ItemPage(items: [], asOf: Date(timeIntervalSince1970: 1))
    }

    func projections() async throws(OperationsClientError) -> ItemPage<ProjectionReport> {
        try await obstacle()
        let head = state.withLock { $0.events.last?.position ?? 0 }
        let own = ProjectionReport(
            name: "\(base) totals", kind: .projection, state: .running, position: head, head: head, lag: 0,
            deadLetters: 0, replayable: false, revision: 1)
        return ItemPage(items: [own], asOf: Date(timeIntervalSince1970: 1))
    }

    func deadLetters(
        after: String?, limit: Int?
    ) async throws(OperationsClientError) -> ItemPage<DeadLetterReport> {
        try await obstacle()
        throw .refused(Problem(status: 404, detail: "no dead letters here"))
    }

    func events(_ query: EventQuery) async throws(OperationsClientError) -> ItemPage<EventReport> {
        try await obstacle()
        let after = query.after.flatMap(Int.init) ?? 0
        let (page, change) = state.withLock { state -> (ItemPage<EventReport>, AsyncStream<Void>) in
            let items = Array(state.events.filter { $0.position > after }.prefix(query.limit ?? 100))
            let (change, waiting) = AsyncStream<Void>.makeStream()
            if items.isEmpty, query.wait > 0 { state.waiting.append(waiting) } else { waiting.finish() }
            let page = ItemPage(
                items: items, next: String(items.last?.position ?? after), asOf: Date(timeIntervalSince1970: 1))
            return (page, change)
        }
        for await _ in change {}
        if Task.isCancelled { throw .cancelled }
        return page
    }

    func sagas(_ query: SagaQuery) async throws(OperationsClientError) -> ItemPage<SagaSummary> {
        try await obstacle()
        let (page, change) = state.withLock { state -> (ItemPage<SagaSummary>, AsyncStream<Void>) in
            let after = query.after.flatMap(Int.init) ?? 0
            let ids = state.feed.dropFirst(after).prefix(query.limit ?? 100)
            let items = ids.compactMap { id in state.sagas.first { $0.id == id } }
            let next = after + ids.count
            let (change, waiting) = AsyncStream<Void>.makeStream()
            if items.isEmpty, query.wait > 0 { state.waiting.append(waiting) } else { waiting.finish() }
            let page = ItemPage(
                items: items, next: String(next), more: next < state.feed.count, asOf: Date(timeIntervalSince1970: 1))
            return (page, change)
        }
        for await _ in change {}
        if Task.isCancelled { throw .cancelled }
        return page
    }

    func saga(_ id: String) async throws(OperationsClientError) -> SagaReport {
        try await obstacle()
        guard let summary = state.withLock({ $0.sagas.first { $0.id == id } }) else {
            throw .refused(Problem(status: 404, detail: "no saga \(id)"))
        }
        return SagaReport(
            summary: summary, steps: [], counters: .init(late: 2), asOf: Date(timeIntervalSince1970: 1))
    }
}
