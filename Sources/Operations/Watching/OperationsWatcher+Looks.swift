import Operations
import OperationsClient

/// What is looked at again and again: who answers, breakers, bulkheads, projections and dead letters.
extension OperationsWatcher {
    /// - Parameter first: is finished once projections were answered.
    func lookAgainAndAgain(
        _ api: WatchedAPI, _ reader: any OperationsReading, first: AsyncStream<Never>.Continuation
    ) async {
        var backOff = BackOff(api.interval)
        var looks = 0
        while !Task.isCancelled {
            // Role and commands change with a restart or a new token, which is rare.
            let isAnswered = await look(api, reader, describes: looks % 5 == 0)
            looks = isAnswered ? looks + 1 : 0
            if services[api.id]?.projections.at != nil { first.finish() }
            if isAnswered { backOff.succeeded() } else { backOff.failed() }
            do { try await environment.sleep(backOff.wait(environment.chance())) } catch { return }
        }
    }

    /// Asks once, all at the same time.
    /// - Returns: whether all was answered.
    @discardableResult
    func look(_ api: WatchedAPI, _ reader: any OperationsReading, describes: Bool) async -> Bool {
        async let description = Self.ask { () async throws(OperationsClientError) -> ServiceDescription? in
            describes ? try await reader.describe() : nil
        }
        async let breakers = Self.ask { () async throws(OperationsClientError) in try await reader.breakers().items }
        async let bulkheads = Self.ask { () async throws(OperationsClientError) in try await reader.bulkheads().items }
        async let projections = Self.ask { () async throws(OperationsClientError) in
            try await reader.projections().items
        }
        async let letters = Self.ask { () async throws(OperationsClientError) in
            let page = try await reader.deadLetters(after: nil, limit: DeadLetters.limit)
            return DeadLetters(page.items, hasMore: page.more || page.items.count >= DeadLetters.limit)
        }
        let (about, switches, halls) = await (description, breakers, bulkheads)
        let (models, dead) = await (projections, letters)
        var isAnswered = !describes || hear(about, from: api, \.description)
        isAnswered = hear(switches, from: api, none: [], \.breakers) && isAnswered
        isAnswered = hear(halls, from: api, none: [], \.bulkheads) && isAnswered
        isAnswered = hear(models, from: api, none: [], \.projections) && isAnswered
        isAnswered = hear(dead, from: api, none: DeadLetters(), \.letters) && isAnswered
        self.looks += 1
        eventChanges += 1
        publish()
        return isAnswered
    }
}
