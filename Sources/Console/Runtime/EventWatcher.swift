import Foundation
import Operations
import OperationsClient

/// Watches events, projections and dead letters of every Operations API, and who answers there.
///
/// Hands over immutable boards, the newest wins. A service that is away costs nobody else anything.
actor EventWatcher {
    /// How often projections and dead letters are asked for.
    static let interval: TimeInterval = 1

    nonisolated let boards: AsyncStream<EventBoard>
    private let publish: AsyncStream<EventBoard>.Continuation
    private let clients: OperationsClients
    private let now: @Sendable () -> Date
    private var board = EventBoard()

    init(clients: OperationsClients, now: @escaping @Sendable () -> Date) {
        self.clients = clients
        self.now = now
        (boards, publish) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        board.sources = clients.entries.map {
            EventSource(id: $0.id, address: $0.client.base, interval: Self.interval)
        }
    }

    /// Runs until cancelled.
    func run() async {
        publish.yield(board)
        await withDiscardingTaskGroup { group in
            for (place, entry) in clients.entries.enumerated() {
                group.addTask { await self.followState(place, entry.client) }
                group.addTask { await self.followEvents(place, entry.client) }
            }
        }
        publish.finish()
    }

    private func change(_ place: Int, _ change: (inout EventSource) -> Void) {
        change(&board.sources[place])
        board.revision += 1
        publish.yield(board)
    }

    // MARK: - Who answers, projections, dead letters

    private func followState(_ place: Int, _ client: OperationsClient) async {
        var rounds = 0
        while !Task.isCancelled {
            do {
                // Role and commands change with a restart or a new token, which is rare.
                if rounds % 10 == 0 || board.sources[place].trouble != nil {
                    let about = try await client.describe()
                    change(place) { $0.about = about }
                }
                try await readState(place, client)
                rounds += 1
            } catch {
                if error == .cancelled { return }
                change(place) { $0.trouble = error.description }
            }
            try? await Task.sleep(for: .seconds(Self.interval))
        }
    }

    private func readState(_ place: Int, _ client: OperationsClient) async throws(OperationsClientError) {
        let asOf = now()
        let projections = try await Self.orNothing { () async throws(OperationsClientError) in
            try await client.projections().items
        }
        let letters = try await Self.orNothing { () async throws(OperationsClientError) in
            let page = try await client.deadLetters(limit: 1_000)
            return page.items
        }
        change(place) { source in
            source.projections = projections
            source.letters = letters
            source.hasMoreLetters = letters.count >= 1_000
            source.asOf = asOf
            source.trouble = nil
        }
    }

    /// A service without a list has none of its items.
    private static func orNothing<Item>(
        _ read: () async throws(OperationsClientError) -> [Item]
    ) async throws(OperationsClientError) -> [Item] {
        do { return try await read() } catch {
            if case .refused(let problem) = error, problem.code == .notFound || problem.code == .notOffered {
                return []
            }
            throw error
        }
    }

    // MARK: - Events

    private func followEvents(_ place: Int, _ client: OperationsClient) async {
        var after: String?
        while !Task.isCancelled {
            do {
                if after == nil { after = try await beginning(client) }
                let page = try await client.events(EventQuery(after: after, limit: 500, wait: 20))
                if let next = page.next { after = next }
                guard !page.items.isEmpty else { continue }
                change(place) { source in
                    source.events.append(contentsOf: page.items)
                    source.events.removeFirst(max(0, source.events.count - EventSource.kept))
                }
            } catch {
                if error == .cancelled { return }
                // A service that has no events is not asked every second whether it has got some.
                if case .refused = error { try? await Task.sleep(for: .seconds(30)) }
                try? await Task.sleep(for: .seconds(2))
            }
        }
    }

    /// Where the newest events begin: what came long before is not read.
    private func beginning(_ client: OperationsClient) async throws(OperationsClientError) -> String {
        let projections = try await Self.orNothing { () async throws(OperationsClientError) in
            try await client.projections().items
        }
        let head = projections.filter { $0.source == nil }.map(\.head).max() ?? 0
        return String(max(0, head - 500))
    }
}
