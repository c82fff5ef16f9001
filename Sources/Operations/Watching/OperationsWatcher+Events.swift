import Foundation
import Operations
import OperationsClient

/// Events: followed as they come.
extension OperationsWatcher {
    /// How many events one answer has at most, and how many that came before the first are read.
    private static let eventPage = 500
    /// How long a service may hold an answer until there is an event.
    private static let eventHold = 20.0

    func followEvents(_ api: WatchedAPI, _ reader: any OperationsReading) async {
        var backOff = BackOff(api.interval)
        var after: String?
        while !Task.isCancelled {
            // Whoever waits for a first answer is not kept waiting for an event.
            let query = EventQuery(
                after: after ?? beginning(of: api), limit: Self.eventPage, wait: after == nil ? 0 : Self.eventHold)
            let asked = environment.now()
            switch await Self.ask({ () async throws(OperationsClientError) in try await reader.events(query) }) {
            case .success(let page):
                backOff.succeeded()
                take(page, from: api)
                // Not moving on, or answering nothing without having waited, would ask the same for ever.
                let isStuck =
                    page.items.isEmpty
                    ? environment.now().timeIntervalSince(asked) < query.wait / 2 || page.next == nil
                    : (page.next ?? after) == after
                after = page.next ?? after
                if page.items.isEmpty, isBehindTheEnd(after, of: api, since: asked) { after = nil }
                if isStuck { await pause(backOff) }
            case .failure(.refused(let problem)) where problem.status == 404:
                hear(.failure(.refused(problem)), from: api, none: [], \.events)
                backOff.failed()
                await pause(backOff)
            case .failure(let error):
                if case .refused(let problem) = error, problem.status == 400 || problem.status == 410 { after = nil }
                hear(.failure(error), from: api, \.events)
                eventChanges += 1
                publish()
                backOff.failed()
                await pause(backOff)
            }
        }
    }

    /// Where the newest events begin: what came long before is not read.
    private func beginning(of api: WatchedAPI) -> String { String(max(0, (head(of: api) ?? 0) - Self.eventPage)) }

    /// The position of the newest event that a service has written itself, as far as its projections tell.
    private func head(of api: WatchedAPI) -> Int? {
        services[api.id]?.projections.value.lazy.filter { $0.source == nil }.map(\.head).max()
    }

    /// Nothing came after a place, and the service says that its log ends before it: it was made anew.
    private func isBehindTheEnd(_ after: String?, of api: WatchedAPI, since asked: Date) -> Bool {
        guard let place = after.flatMap({ Int($0) }), let head = head(of: api),
            let heard = services[api.id]?.projections.at
        else { return false }
        return head < place && heard > asked
    }

    private func take(_ page: ItemPage<EventReport>, from api: WatchedAPI) {
        guard var events = services[api.id]?.events.value else { return }
        let isNews = !page.items.isEmpty || services[api.id]?.events.at == nil
        // Read from the beginning once more, the same events must not stand there twice.
        if let first = page.items.first?.position, let last = events.last?.position, first <= last { events = [] }
        events.append(contentsOf: page.items)
        events.removeFirst(max(0, events.count - ServiceReport.keptEvents))
        hear(.success(events), from: api, \.events)
        guard isNews else { return }
        eventChanges += 1
        publish()
    }
}
