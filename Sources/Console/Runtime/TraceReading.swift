import Traces

/// The reader of the trace log, which a changed config replaces while the console runs.
///
/// A new engine reads the log from its beginning. It is asked at once what the old one was asked last, and counts its
/// snapshots on from there, so that the pages see no more than another snapshot.
actor TraceReading {
    /// The newest snapshot of whichever engine reads. For one reader; ends when ``run()`` ends.
    nonisolated let snapshots: AsyncStream<TraceSnapshot>
    private let publishing: AsyncStream<TraceSnapshot>.Continuation
    private let replacements: AsyncStream<Void>
    private let replaced: AsyncStream<Void>.Continuation

    private var configuration: TraceEngineConfiguration
    private var engine: TraceEngine
    private var revision: UInt64 = 0
    private var query: TraceQuery?
    private var opened: TraceID?
    private var extras: Set<TraceEngine.Extra> = []

    /// A reader that begins when it is run.
    init(configuration: TraceEngineConfiguration) {
        self.configuration = configuration
        engine = TraceEngine(configuration: configuration)
        (snapshots, publishing) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        (replacements, replaced) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Reads until cancelled.
    func run() async {
        while !Task.isCancelled {
            let engine = engine
            await withDiscardingTaskGroup { group in
                group.addTask { await engine.run() }
                group.addTask { for await snapshot in engine.snapshots { await self.forward(snapshot, of: engine) } }
                for await _ in replacements { break }
                group.cancelAll()
            }
        }
        publishing.finish()
    }

    /// Reads as that says from now on; what is the same goes on as it is.
    func replace(configuration: TraceEngineConfiguration) async {
        guard configuration != self.configuration else { return }
        self.configuration = configuration
        // Room for what the old engine may still have handed over.
        let next = TraceEngine(configuration: configuration, after: revision + 1_000)
        engine = next
        if let query { await next.query(query) }
        if let opened { await next.open(opened) }
        if !extras.isEmpty { await next.watch(extras) }
        replaced.yield()
    }

    private func forward(_ snapshot: TraceSnapshot, of source: TraceEngine) {
        guard source === engine else { return }
        revision = snapshot.revision
        publishing.yield(snapshot)
    }

    // MARK: - What an engine is asked

    func query(_ query: TraceQuery) async {
        self.query = query
        await engine.query(query)
    }

    func open(_ trace: TraceID?) async {
        opened = trace
        await engine.open(trace)
    }

    func watch(_ extras: Set<TraceEngine.Extra>) async {
        self.extras = extras
        await engine.watch(extras)
    }

    func compare(_ trace: TraceID) async throws -> TraceComparison { try await engine.compare(trace) }

    func surroundings(of last: Duration) async -> TraceSurroundings { await engine.surroundings(of: last) }

    func detail(of node: SpanTreeNode.ID, in trace: TraceID) async throws -> SpanDetail {
        try await engine.detail(of: node, in: trace)
    }

    func export(_ trace: TraceID) async throws -> TraceExport { try await engine.export(trace) }
}
