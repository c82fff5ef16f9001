/// Follows trace logs and answers questions about them: the list of traces for a query, the open trace's tree, rates,
/// and what changed. It hands over immutable snapshots; nobody who draws ever waits for it.
public actor TraceEngine {
    /// What is worth computing only while somebody looks at it.
    public enum Extra: Sendable, Hashable, CaseIterable {
        case operations
        case serviceGraph
    }

    /// Snapshots as things change, the newest only: the first at once, then at most one each
    /// ``TraceEngineConfiguration/publishInterval``. For one reader; ends when ``run()`` ends.
    public nonisolated let snapshots: AsyncStream<TraceSnapshot>

    let configuration: TraceEngineConfiguration
    let environment: TraceEngineEnvironment
    let publisher: AsyncStream<TraceSnapshot>.Continuation
    let wakes: AsyncStream<Void>
    let wake: AsyncStream<Void>.Continuation
    let executor = EngineExecutor()

    let ingest: TraceIngest
    var follower: LogFollower
    var listing = TraceListing(TraceQuery())
    var openTrace: TraceID?
    var openTree: SpanTree?
    /// Spans of the open trace arrived since its tree was built; when that was, and how long it took.
    var isOpenTreeStale = false
    var openTreeBuilt = ContinuousClock.now
    var openTreeCost = Duration.zero
    var usual: [OperationStatistics.ID: OperationStatistics] = [:]
    var extrasMade = ContinuousClock.now
    var extrasCost = Duration.zero
    var knownTroubles = SagaTroubles()
    var troubles: [SagaTrouble] = []
    /// Something arrived since they were looked up.
    var areTroublesStale = false
    var troublesMade = ContinuousClock.now - .seconds(1)
    var troublesCost = Duration.zero
    /// All that was there when reading began has been read.
    var hasReadAll = false
    var operations: [OperationStatistics] = []
    var serviceGraph: [ServiceEdge] = []
    var arrivals = ArrivalRate()
    var extras: Set<Extra> = []
    var revision: UInt64
    var schedule: PublishSchedule
    /// Waits for the moment that the schedule has planned.
    var plannedPublish: Task<Void, Never>?
    var lastAppend: Timestamp?
    var publishedStatus: SourceStatus?
    var publishedRatesAreEmpty = true

    /// An engine that begins to read when it is run.
    /// - Parameter revision: of the last snapshot of the engine that it takes over from; its own count on from there.
    public init(
        configuration: TraceEngineConfiguration, environment: TraceEngineEnvironment = .live, after revision: UInt64 = 0
    ) {
        self.revision = revision
        self.configuration = configuration
        self.environment = environment
        (snapshots, publisher) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        (wakes, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        ingest = TraceIngest(mapping: configuration.mapping)
        follower = LogFollower(configuration: configuration)
        schedule = PublishSchedule(interval: configuration.publishInterval)
    }

    /// Its own thread, because reading files blocks.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Follows the logs until cancelled. What is wrong with a file is said in the snapshots, never thrown.
    public func run() async {
        let watcher = FileWatcher { [wake] in wake.yield() }
        wake.yield()
        await withDiscardingTaskGroup { group in
            group.addTask { [wakes, weak self] in
                for await _ in wakes { await self?.work(watcher) }
            }
            group.addTask { [environment, wake] in
                while !Task.isCancelled {
                    await environment.sleep(watcher.isComplete ? .seconds(1) : .milliseconds(250))
                    wake.yield()
                }
            }
        }
        plannedPublish?.cancel()
        publisher.finish()
    }

    /// Changes what the list shows. The answer is a snapshot whose list has this query.
    public func query(_ query: TraceQuery) {
        listing.use(query, &ingest.store)
        if listing.isSearching { wake.yield() }
        rebuildOpenTree()
        publish()
    }

    /// Opens a trace, whose tree is in the snapshots from then on, or closes it with `nil`.
    public func open(_ trace: TraceID?) {
        openTrace = trace
        rebuildOpenTree()
        publish()
    }

    /// Says which extras snapshots should have.
    public func watch(_ extras: Set<Extra>) {
        self.extras = extras
        makeExtras()
        publish()
    }

    /// A trace beside what is usual for traces that begin with the same operation.
    /// - Throws: ``TraceEngineError/unknownTrace(_:)`` when it is not in memory.
    public func compare(_ trace: TraceID) throws(TraceEngineError) -> TraceComparison {
        guard let slot = ingest.store.trace(trace) else { throw .unknownTrace(trace) }
        return TraceComparison.make(
            ingest.store, trace: slot, operations: ingest.operations, now: environment.now())
    }

    /// Who calls whom of late, and which sagas are under way: worth its time when somebody asks, and only then.
    public func surroundings(of last: Duration) -> TraceSurroundings {
        let now = environment.now()
        let begin = now.advanced(by: .zero - last)
        return TraceSurroundings(
            callers: ServiceGraph.edges(of: ingest.store, since: begin), sagas: ingest.domain.current().sagas,
            rates: ingest.rates.rates(now: now, names: ingest.store.names.names))
    }

    /// What is usual for an operation; `nil` before the first of its spans has ended.
    public func usual(_ operation: OperationStatistics.ID) -> OperationStatistics? {
        guard let service = ingest.store.names.known(operation.service),
            let name = ingest.store.names.known(operation.name)
        else { return nil }
        return ingest.operations.statistics(
            service: service, name: name, now: environment.now(), names: ingest.store.names.names)
    }

    /// Builds the open trace's tree anew, and takes the time.
    func rebuildOpenTree() {
        isOpenTreeStale = false
        guard let openTrace, let trace = ingest.store.trace(openTrace) else {
            openTree = nil
            usual = [:]
            return
        }
        let began = ContinuousClock.now
        openTree = SpanTree.build(ingest.store, trace: trace, matched: listing.matches(of: trace, ingest.store))
        usual = usualOfOpenTree()
        openTreeBuilt = .now
        openTreeCost = openTreeBuilt - began
    }

    private func usualOfOpenTree() -> [OperationStatistics.ID: OperationStatistics] {
        var found: [OperationStatistics.ID: OperationStatistics] = [:]
        for node in openTree?.nodes ?? [] where !node.isMissing {
            let id = OperationStatistics.ID(service: node.service, name: node.name)
            if found[id] == nil { found[id] = usual(id) }
        }
        return found
    }
}
