import AsyncHTTPClient
import Foundation
import Operations
import OperationsClient

/// Watches the Operations APIs of many services side by side and hands over immutable snapshots, the newest wins.
///
/// Each API is asked in tasks of its own, at its own interval, with its own patience: one that hangs delays nobody. Its
/// sagas and events are followed by their changes, so that the cost is that of what changes and not of how many there
/// are; all else is looked at.
public actor OperationsWatcher {
    /// What the watcher needs of the world.
    public struct Environment: Sendable {
        public var now: @Sendable () -> Date
        public var sleep: @Sendable (Duration) async throws -> Void
        /// From 0 to 1.
        public var chance: @Sendable () -> Double
        /// Something that can be asked for what an API says.
        public var reader: @Sendable (WatchedAPI) -> any OperationsReading

        public init(
            now: @escaping @Sendable () -> Date, sleep: @escaping @Sendable (Duration) async throws -> Void,
            chance: @escaping @Sendable () -> Double, reader: @escaping @Sendable (WatchedAPI) -> any OperationsReading
        ) {
            self.now = now
            self.sleep = sleep
            self.chance = chance
            self.reader = reader
        }

        /// The real world, over one HTTP client for all.
        public static func live(_ http: HTTPClient) -> Environment {
            Environment(
                now: { Date() }, sleep: { try await Task.sleep(for: $0) }, chance: { Double.random(in: 0...1) },
                reader: { api in
                    OperationsClient(
                        base: api.base, tokens: api.tokenFile.map { TokenFile(path: $0) }, http: http,
                        limits: OperationsClient.Limits(patience: api.timeout))
                })
        }
    }

    /// The snapshots; only one may iterate.
    public nonisolated let snapshots: AsyncStream<OperationsSnapshot>
    private let publisher: AsyncStream<OperationsSnapshot>.Continuation
    private nonisolated let lists: AsyncStream<[WatchedAPI]>
    private let listed: AsyncStream<[WatchedAPI]>.Continuation
    let environment: Environment
    private var order: [WatchedAPI.ID] = []
    var services: [WatchedAPI.ID: ServiceReport] = [:]
    private var stops: [WatchedAPI.ID: AsyncStream<Never>.Continuation] = [:]
    var open: OpenSaga?
    private var revision = 0
    /// How often breakers and bulkheads, and events and what they are made into, were heard of or not.
    var looks = 0, eventChanges = 0
    /// Numbers of changes only grow, whatever table they are of.
    var highestChange = 0

    public init(_ apis: [WatchedAPI], environment: Environment) {
        self.environment = environment
        (snapshots, publisher) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        (lists, listed) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        listed.yield(apis)
    }

    /// Watches until cancelled.
    public func run() async {
        await withDiscardingTaskGroup { group in
            for await apis in lists {
                for api in take(apis) {
                    let (stop, continuation) = AsyncStream.makeStream(of: Never.self)
                    stops[api.id] = continuation
                    group.addTask { await self.watch(api, until: stop) }
                }
                publish()
            }
            group.cancelAll()
        }
        publisher.finish()
    }

    /// Watches other APIs from now on; what is known of those that stay is kept.
    public func replace(_ apis: [WatchedAPI]) { listed.yield(apis) }

    /// Asks for everything about one saga, and again whenever it changes; `nil` asks for none.
    public func open(_ saga: String?, of api: WatchedAPI.ID?) async {
        guard let saga, let api else {
            open = nil
            return publish()
        }
        guard open?.id != saga || open?.api != api else { return }
        open = OpenSaga(api: api, id: saga, report: Heard(nil))
        await readOpen()
    }

    /// Asks an API at once: after a command, nobody wants to wait for the next look.
    public func lookNow(_ id: WatchedAPI.ID) async {
        guard let api = services[id]?.api else { return }
        await look(api, environment.reader(api), describes: false)
    }

    // MARK: - Which are watched

    /// Takes a list over and returns the APIs that have to be begun with.
    private func take(_ apis: [WatchedAPI]) -> [WatchedAPI] {
        var seen: Set<WatchedAPI.ID> = []
        let wanted = apis.filter { seen.insert($0.id).inserted }
        for (id, report) in services where !wanted.contains(report.api) {
            stops.removeValue(forKey: id)?.finish()
            services[id] = nil
        }
        order = wanted.map(\.id)
        let new = wanted.filter { services[$0.id] == nil }
        for api in new { services[api.id] = ServiceReport(api: api, after: highestChange) }
        looks += 1
        eventChanges += 1
        return new
    }

    private func watch(_ api: WatchedAPI, until stop: AsyncStream<Never>) async {
        let reader = environment.reader(api)
        let (firstLook, looked) = AsyncStream.makeStream(of: Never.self)
        await withDiscardingTaskGroup { group in
            group.addTask { await self.lookAgainAndAgain(api, reader, first: looked) }
            group.addTask { await self.followSagas(api, reader) }
            group.addTask {
                // Projections say where the newest events begin.
                for await _ in firstLook {}
                await self.followEvents(api, reader)
            }
            for await _ in stop {}
            group.cancelAll()
        }
    }

    // MARK: - Hearing

    static func ask<Value: Sendable>(
        _ question: () async throws(OperationsClientError) -> Value
    ) async -> Result<Value, OperationsClientError> {
        do throws(OperationsClientError) {
            return .success(try await question())
        } catch {
            return .failure(error)
        }
    }

    /// - Parameter none: what a service says that has none of these; `nil` where each has to have it.
    /// - Returns: whether it was an answer.
    @discardableResult
    func hear<Value>(
        _ answer: Result<Value, OperationsClientError>, from api: WatchedAPI, none: Value? = nil,
        _ place: WritableKeyPath<ServiceReport, Heard<Value>>
    ) -> Bool {
        // An answer to a question that was asked under another config is nobody's.
        guard services[api.id]?.api == api, !Task.isCancelled else { return true }
        switch answer {
        case .success(let value):
            services[api.id]?[keyPath: place].answered(value, at: environment.now())
            return true
        case .failure(.refused(let problem)) where problem.status == 404 && none != nil:
            if let none { services[api.id]?[keyPath: place].answered(none, at: environment.now()) }
            return true
        case .failure(let error):
            services[api.id]?[keyPath: place].trouble = error.description
            return false
        }
    }

    func pause(_ backOff: BackOff) async {
        // Cancellation is seen by the loop.
        try? await environment.sleep(backOff.wait(environment.chance()))
    }

    // MARK: - Handing over

    func publish() {
        revision += 1
        publisher.yield(
            OperationsSnapshot(
                revision: revision, looks: looks, eventChanges: eventChanges,
                services: order.compactMap { services[$0] }, open: open))
    }
}
