import Foundation
import Operations
import OperationsClient
import OperationsWatching
import Synchronization

/// A service in memory, with many sagas and breakers, of which one changes when it is told to.
final class StagedService: OperationsReading {
    private struct Stage {
        var sagas: [SagaSummary]
        /// The order of the last changes: the feed.
        var feed: [Int]
        var breakers: [BreakerReport]
        var waiting: [AsyncStream<Never>.Continuation] = []
    }

    let name: String
    private let stage: Mutex<Stage>

    init(_ name: String, sagas: Int, breakers: Int) {
        self.name = name
        stage = Mutex(
            Stage(
                sagas: (0..<sagas).map { Self.saga($0) }, feed: Array(0..<sagas),
                breakers: (0..<breakers).map { Self.breaker(name, $0) }))
    }

    /// The next saga is a step further.
    func changeSaga(_ number: Int) {
        stage.withLock { stage in
            let place = number % stage.sagas.count
            stage.sagas[place].step = 2
            stage.sagas[place].revision += 1
            stage.sagas[place].updatedAt += 1
            stage.feed.append(place)
            for one in stage.waiting { one.finish() }
            stage.waiting = []
        }
    }

    /// A breaker opens, or closes again.
    func changeBreaker(_ number: Int) {
        stage.withLock { stage in
            let place = number % stage.breakers.count
            stage.breakers[place].state = stage.breakers[place].state == .open ? .closed : .open
            stage.breakers[place].revision += 1
        }
    }

    private static let begun = Date(timeIntervalSince1970: 1_795_500_000)

    private static func saga(_ number: Int) -> SagaSummary {
        let statuses: [SagaSummary.Status] = [.completed, .completed, .completed, .running, .waiting, .compensated]
        let status = statuses[number % statuses.count]
        let isOver = status == .completed || status == .compensated
        return SagaSummary(
            id: "order-\(String(number, radix: 16))", name: "OrderProcessing", status: status, direction: .forward,
            steps: [
                .init(name: "ReserveInventory", state: .succeeded),
                .init(name: "ProcessPayment", state: isOver ? .succeeded : .running),
                .init(name: "CreateShipment", state: isOver ? .succeeded : .pending),
            ], step: isOver ? nil : 1, startedAt: begun + Double(number) / 10,
            updatedAt: begun + Double(number) / 10 + 1,
            lastError: status == .waiting ? "circuit breaker orders → payments is open" : nil, revision: 1)
    }

    private static func breaker(_ service: String, _ number: Int) -> BreakerReport {
        BreakerReport(
            name: "\(service) → peer-\(number)", dependency: "peer-\(number)",
            state: number % 50 == 7 ? .open : .closed,
            since: begun, failureRate: Double(number % 30) / 100,
            window: .init(calls: 50, failed: number % 30, slow: 0, minimum: 10), rule: "at 50 % of 50 calls",
            totals: .init(rejected: number), changes: [.init(at: begun, from: .closed, to: .open, cause: "failures")],
            revision: 1)
    }

    // MARK: - What is asked

    func describe() async throws(OperationsClientError) -> ServiceDescription {
        ServiceDescription(
            service: name, instance: "\(name)-1", version: "1", started: Self.begun, commands: CommandKind.known,
            role: .operator, revision: 1, asOf: Date())
    }

    func breakers() async throws(OperationsClientError) -> ItemPage<BreakerReport> {
        ItemPage(items: stage.withLock { $0.breakers }, asOf: Date())
    }

    func bulkheads() async throws(OperationsClientError) -> ItemPage<BulkheadReport> {
        ItemPage(items: [], asOf: Date())
    }

    func projections() async throws(OperationsClientError) -> ItemPage<ProjectionReport> {
        ItemPage(items: [], asOf: Date())
    }

    func deadLetters(
        after: String?, limit: Int?
    ) async throws(OperationsClientError) -> ItemPage<DeadLetterReport> { ItemPage(items: [], asOf: Date()) }

    func events(_ query: EventQuery) async throws(OperationsClientError) -> ItemPage<EventReport> {
        if query.wait > 0 { await held() }
        return ItemPage(items: [], next: query.after ?? "0", asOf: Date())
    }

    func sagas(_ query: SagaQuery) async throws(OperationsClientError) -> ItemPage<SagaSummary> {
        let after = query.after.flatMap { Int($0) } ?? 0
        let isAtEnd = stage.withLock { after >= $0.feed.count }
        if isAtEnd, query.wait > 0 { await held() }
        return stage.withLock { stage in
            let items = stage.feed.dropFirst(after).prefix(query.limit ?? 100).map { stage.sagas[$0] }
            let next = after + items.count
            return ItemPage(items: items, next: String(next), more: next < stage.feed.count, asOf: Date())
        }
    }

    func saga(_ id: String) async throws(OperationsClientError) -> SagaReport {
        throw .refused(Problem(status: 404, detail: "no saga \(id)"))
    }

    /// Until something changes, or nobody waits any more.
    private func held() async {
        let (change, waiting) = AsyncStream.makeStream(of: Never.self)
        stage.withLock { $0.waiting.append(waiting) }
        for await _ in change {}
    }
}
