/// What the list shows, and in which order.
public struct TraceQuery: Sendable, Equatable {
    public var filter: TraceFilter
    public var sort: TraceSort

    /// Everything, newest first, unless told otherwise.
    public init(filter: TraceFilter = .everything, sort: TraceSort = .newest) {
        self.filter = filter
        self.sort = sort
    }
}
