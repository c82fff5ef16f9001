import Foundation
import Operations
import OperationsClient

/// Sagas: their changes are followed.
extension OperationsWatcher {
    /// How many sagas one answer has at most.
    private static let pageSize = 500

    func followSagas(_ api: WatchedAPI, _ reader: any OperationsReading) async {
        var backOff = BackOff(api.interval)
        var after: String?
        // Held for two intervals: three without an answer are stale.
        let hold = min(max(api.interval / .seconds(1) * 2, 0.2), 10)
        var isWhole = false
        while !Task.isCancelled {
            let query = SagaQuery(after: after, limit: Self.pageSize, wait: isWhole ? hold : 0)
            let asked = environment.now()
            switch await Self.ask({ () async throws(OperationsClientError) in try await reader.sagas(query) }) {
            case .success(let page):
                backOff.succeeded()
                await take(page, from: api)
                // Not moving on with more to come, or answering nothing without having waited, would ask the same for
                // ever.
                let isHasty = page.items.isEmpty && environment.now().timeIntervalSince(asked) < query.wait / 2
                let isStuck = isHasty || page.more && page.next == after
                isWhole = !page.more
                after = page.next ?? after
                if isStuck || (isWhole && page.next == nil) { await pause(backOff) }
            case .failure(let error):
                if case .refused(let problem) = error, problem.status == 400 || problem.status == 410 { after = nil }
                backOff.failed()
                isWhole = false
                let isThere = !hear(.failure(error), from: api, none: services[api.id]?.sagas.value, \.sagas)
                if !isThere { services[api.id]?.isReadingSagas = false }
                publish()
                await pause(backOff)
            }
        }
    }

    private func take(_ page: ItemPage<SagaSummary>, from api: WatchedAPI) async {
        guard services[api.id]?.api == api, !Task.isCancelled else { return }
        services[api.id]?.sagas.at = environment.now()
        services[api.id]?.sagas.trouble = nil
        _ = services[api.id]?.sagas.value.take(page.items)
        services[api.id]?.isReadingSagas = page.more
        highestChange = max(highestChange, services[api.id]?.sagas.value.lastChange ?? 0)
        publish()
        if let open, open.api == api.id, page.items.contains(where: { $0.id == open.id }) { await readOpen() }
    }

    func readOpen() async {
        guard let wanted = open, let api = services[wanted.api]?.api else { return publish() }
        let reader = environment.reader(api)
        let answer = await Self.ask { () async throws(OperationsClientError) in try await reader.saga(wanted.id) }
        guard open?.id == wanted.id, open?.api == wanted.api else { return }
        switch answer {
        case .success(let report): open?.report.answered(report, at: environment.now())
        case .failure(let error): open?.report.trouble = error.description
        }
        publish()
    }
}
