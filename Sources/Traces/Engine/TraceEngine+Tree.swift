extension TraceEngine {
    /// The tree of any trace in memory, without opening it; `nil` where it was never read or has left memory.
    public func tree(of trace: TraceID) -> SpanTree? {
        ingest.store.trace(trace).map { SpanTree.build(ingest.store, trace: $0) }
    }
}
