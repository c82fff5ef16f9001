import EventSourcing
import Foundation
import Operations
import Sagas

/// Shows a service's sagas and lets operators intervene.
public struct SagaOperations: SagaOffer {
    let runner: SagaRunner
    let now: @Sendable () -> Date
    private let clock: any Clock<Duration>

    /// - Parameter clock: whose time answers are held by.
    public init(
        _ runner: SagaRunner, clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.runner = runner
        self.clock = clock
        self.now = now
    }

    public func sagas(_ query: SagaListQuery) async throws -> ItemPage<SagaSummary> {
        // Listen first and look afterwards, so that nothing changes unseen in between.
        let changes = runner.changes()
        let page = try await page(query)
        guard page.items.isEmpty, query.wait > .zero else { return page }
        let clock = clock
        let later = try await withThrowingTaskGroup(of: ItemPage<SagaSummary>?.self) { group in
            group.addTask {
                for await _ in changes {
                    let page = try await self.page(query)
                    if !page.items.isEmpty { return page }
                }
                return nil
            }
            group.addTask {
                try await clock.sleep(for: query.wait)
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
        try Task.checkCancellation()
        if let later { return later }
        return try await self.page(query)
    }

    private func page(_ query: SagaListQuery) async throws -> ItemPage<SagaSummary> {
        let statuses = query.statuses.compactMap { Sagas.SagaStatus(rawValue: $0.rawValue) }
        if !query.statuses.isEmpty, statuses.isEmpty {
            return ItemPage(items: [], next: String(query.after), asOf: now())
        }
        let changes = try await runner.changes(
            after: query.after, statuses: Set(statuses), name: query.name, limit: query.limit + 1)
        let shown = changes.prefix(query.limit)
        return ItemPage(
            items: shown.map { SagaSummary($0.state) }, next: String(shown.last?.number ?? query.after),
            more: changes.count > query.limit, asOf: now())
    }

    public func saga(_ id: String) async throws -> SagaReport? {
        // A name that no saga can have belongs to none.
        guard (1...190).contains(id.utf8.count) else { return nil }
        let saga = SagaID(rawValue: id)
        let history = try await runner.history(of: saga)
        guard !history.isEmpty, let state = try await runner.saga(saga) else { return nil }
        return SagaReport(state, SagaAttempts(history), asOf: now())
    }
}
