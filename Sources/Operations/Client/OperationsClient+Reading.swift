import Operations

/// What is asked of the list of sagas.
public struct SagaQuery: Sendable, Hashable {
    /// Only these statuses; empty: all. A saga that leaves them is not told of: ask for all to keep a list true.
    public var statuses: [SagaSummary.Status]
    /// Only this definition's.
    public var name: String?
    /// Only those that have changed since the answer whose `next` this was.
    public var after: String?
    /// At most so many, 1 to 1,000; `nil`: 100.
    public var limit: Int?
    /// How many seconds the service holds its answer until something has changed, 0 to 30.
    public var wait: Double

    /// A query; for all of them unless told otherwise.
    public init(
        statuses: [SagaSummary.Status] = [], name: String? = nil, after: String? = nil, limit: Int? = nil,
        wait: Double = 0
    ) {
        self.statuses = statuses
        self.name = name
        self.after = after
        self.limit = limit
        self.wait = wait
    }
}

/// What is asked of the log of events.
public struct EventQuery: Sendable, Hashable {
    /// Only those after this position.
    public var after: String?
    /// Only this stream's.
    public var stream: String?
    /// Only this type.
    public var type: String?
    /// At most so many, 1 to 1,000; `nil`: 100.
    public var limit: Int?
    /// How many seconds the service holds its answer until there is one, 0 to 30.
    public var wait: Double

    /// A query; for all of them unless told otherwise.
    public init(
        after: String? = nil, stream: String? = nil, type: String? = nil, limit: Int? = nil, wait: Double = 0
    ) {
        self.after = after
        self.stream = stream
        self.type = type
        self.limit = limit
        self.wait = wait
    }
}

extension OperationsClient {
    /// Who answers, what it takes and what the caller may do.
    public func describe() async throws(OperationsClientError) -> ServiceDescription {
        try await get("")
    }

    /// All circuit breakers.
    public func breakers() async throws(OperationsClientError) -> ItemPage<BreakerReport> {
        try await get("/breakers")
    }

    /// All bulkheads.
    public func bulkheads() async throws(OperationsClientError) -> ItemPage<BulkheadReport> {
        try await get("/bulkheads")
    }

    /// All projections and subscriptions.
    public func projections() async throws(OperationsClientError) -> ItemPage<ProjectionReport> {
        try await get("/projections")
    }

    /// Dead letters, oldest first.
    /// - Parameter after: the `next` of the answer before.
    public func deadLetters(
        after: String? = nil, limit: Int? = nil
    ) async throws(OperationsClientError) -> ItemPage<DeadLetterReport> {
        try await get("/dead-letters", [("after", after), ("limit", limit.map { String($0) })])
    }

    /// Sagas in the order of their last change.
    ///
    /// This is a feed: read while there is `more`, then go on with `wait`, and each answer has only what has changed.
    public func sagas(_ query: SagaQuery = SagaQuery()) async throws(OperationsClientError) -> ItemPage<SagaSummary> {
        let statuses = query.statuses.map(\.rawValue).joined(separator: ",")
        return try await get(
            "/sagas",
            [
                ("status", statuses.isEmpty ? nil : statuses), ("name", query.name), ("after", query.after),
                ("limit", query.limit.map { String($0) }), ("wait", Self.seconds(query.wait)),
            ], holding: query.wait)
    }

    /// One saga with steps, tries and effects.
    public func saga(_ id: String) async throws(OperationsClientError) -> SagaReport {
        try await get("/sagas/\(Self.escaped(id))")
    }

    /// Events by position.
    public func events(_ query: EventQuery = EventQuery()) async throws(OperationsClientError) -> ItemPage<EventReport>
    {
        try await get(
            "/events",
            [
                ("after", query.after), ("stream", query.stream), ("type", query.type),
                ("limit", query.limit.map { String($0) }), ("wait", Self.seconds(query.wait)),
            ], holding: query.wait)
    }

    private static func seconds(_ wait: Double) -> String? {
        wait > 0 ? String(wait) : nil
    }
}
