import Traces

/// An engine at work on real files, and its snapshots.
struct EngineRun {
    let engine: TraceEngine
    private var snapshots: AsyncStream<TraceSnapshot>.Iterator

    /// Runs an engine while a test looks at it.
    static func on(
        _ paths: [String], memoryLimit: Int = 64 << 20, mapping: TraceMapping = .own, grace: Duration = .seconds(2),
        publishInterval: Duration = .milliseconds(1), environment: TraceEngineEnvironment = .live,
        _ body: (inout EngineRun) async throws -> Void
    ) async throws {
        let engine = TraceEngine(
            configuration: TraceEngineConfiguration(
                paths: paths, memoryLimit: memoryLimit, mapping: mapping, rotationGrace: grace,
                publishInterval: publishInterval), environment: environment)
        let task = Task { await engine.run() }
        defer { task.cancel() }
        var run = EngineRun(engine: engine, snapshots: engine.snapshots.makeAsyncIterator())
        try await body(&run)
    }

    struct Ended: Error {}

    /// The next snapshot that is as wanted. The suite's time limit is the deadline.
    mutating func next(where isWanted: (TraceSnapshot) -> Bool) async throws -> TraceSnapshot {
        while let snapshot = await snapshots.next() { if isWanted(snapshot) { return snapshot } }
        throw Ended()
    }

    /// The next snapshot with so many spans and nothing left to be filled in.
    mutating func spans(_ count: Int) async throws -> TraceSnapshot {
        try await next { $0.totals.spans == count && $0.source.backfillRemaining == 0 }
    }
}
