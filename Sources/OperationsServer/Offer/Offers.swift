import Foundation
import Operations

/// Tells of circuit breakers.
public protocol BreakerOffer: Sendable {
    /// All of them as they are now.
    func breakers() async throws -> [BreakerReport]
}

/// Tells of bulkheads.
public protocol BulkheadOffer: Sendable {
    /// All of them as they are now.
    func bulkheads() async throws -> [BulkheadReport]
}

/// Tells of what follows events.
public protocol ProjectionOffer: Sendable {
    /// All of them as they are now.
    func projections() async throws -> [ProjectionReport]
}

/// Tells of events that nobody could handle.
public protocol DeadLetterOffer: Sendable {
    /// Dead letters by number, after one, at most so many.
    func deadLetters(after number: Int, limit: Int) async throws -> ItemPage<DeadLetterReport>
}

/// Tells of sagas.
public protocol SagaOffer: Sendable {
    /// Sagas in the order of their last change. Holds its answer for as long as the query says, or until there is one.
    func sagas(_ query: SagaListQuery) async throws -> ItemPage<SagaSummary>

    /// One saga; `nil`: there is none.
    func saga(_ id: String) async throws -> SagaReport?
}

/// Which sagas are wanted.
public struct SagaListQuery: Sendable, Hashable {
    /// Only these statuses; empty: all.
    public var statuses: Set<SagaSummary.Status>
    /// Only this definition's.
    public var name: String?
    /// Those that have changed after this number of a change.
    public var after: Int
    /// At most so many.
    public var limit: Int
    /// How long the answer may be held.
    public var wait: Duration

    /// A query.
    public init(
        statuses: Set<SagaSummary.Status> = [], name: String? = nil, after: Int = 0, limit: Int = 100,
        wait: Duration = .zero
    ) {
        self.statuses = statuses
        self.name = name
        self.after = after
        self.limit = limit
        self.wait = wait
    }
}

/// Tells of events.
public protocol EventOffer: Sendable {
    /// Events by position. Holds its answer for as long as the query says, or until there is one.
    func events(_ query: EventListQuery) async throws -> ItemPage<EventReport>
}

/// Which events are wanted.
public struct EventListQuery: Sendable, Hashable {
    /// Those after this position.
    public var after: Int
    /// Only this stream's.
    public var stream: String?
    /// Only this type.
    public var type: String?
    /// At most so many.
    public var limit: Int
    /// How long the answer may be held.
    public var wait: Duration

    /// A query.
    public init(
        after: Int = 0, stream: String? = nil, type: String? = nil, limit: Int = 100, wait: Duration = .zero
    ) {
        self.after = after
        self.stream = stream
        self.type = type
        self.limit = limit
        self.wait = wait
    }
}
