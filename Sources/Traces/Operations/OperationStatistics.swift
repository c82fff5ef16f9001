/// All calls of one operation: one span name in one service.
public struct OperationStatistics: Sendable, Equatable, Identifiable {
    /// What an operation is known by.
    public struct ID: Sendable, Hashable {
        public var service: String
        public var name: String
        /// An operation by its service and span name.
        public init(service: String, name: String) {
            self.service = service
            self.name = name
        }
    }

    public var id: ID
    /// Spans that have ended.
    public var calls: Int
    public var errors: Int
    /// Percentiles of their durations, within 1 %.
    public var p50: Duration
    public var p95: Duration
    public var p99: Duration
    /// Calls in each of the last 60 intervals of five seconds, oldest first.
    public var trend: [Int]
}

/// Calls from one service to another: a span whose parent belongs to another service.
public struct ServiceEdge: Sendable, Equatable, Identifiable {
    /// What an edge is known by.
    public struct ID: Sendable, Hashable {
        public var caller: String
        public var callee: String
    }

    public var id: ID
    public var calls: Int
    public var errors: Int
    /// Percentiles of the callee's durations, within 1 %.
    public var p50: Duration
    public var p99: Duration
}
