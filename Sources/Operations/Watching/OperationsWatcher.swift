import AsyncHTTPClient
import Foundation
import Operations
import OperationsClient

/// Watches the Operations APIs of many services side by side and hands over immutable snapshots, the newest wins.
///
/// Each API is asked in tasks of its own, at its own interval, with its own patience: one that hangs delays nobody. Its
/// sagas are followed by their changes, so that the cost is that of what changes and not of how many there are.
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
    private let environment: Environment
    private var order: [WatchedAPI.ID] = []
    private var services: [WatchedAPI.ID: ServiceReport] = [:]
    private var stops: [WatchedAPI.ID: AsyncStream<Never>.Continuation] = [:]
    private var open: OpenSaga?
    private var revision = 0
    /// Numbers of changes only grow, whatever table they are of.
    private var highestChange = 0

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

    /// Asks an API at once what it says of its breakers: after a command, nobody wants to wait for the next look.
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
        return new
    }

    private func watch(_ api: WatchedAPI, until stop: AsyncStream<Never>) async {
        let reader = environment.reader(api)
        await withDiscardingTaskGroup { group in
            group.addTask { await self.lookAgainAndAgain(api, reader) }
            group.addTask { await self.followSagas(api, reader) }
            for await _ in stop {}
            group.cancelAll()
        }
    }

    // MARK: - Breakers and bulkheads: looked at

    private func lookAgainAndAgain(_ api: WatchedAPI, _ reader: any OperationsReading) async {
        var backOff = BackOff(api.interval)
        var looks = 0
        while !Task.isCancelled {
            let isAnswered = await look(api, reader, describes: looks % 5 == 0)
            looks = isAnswered ? looks + 1 : 0
            if isAnswered { backOff.succeeded() } else { backOff.failed() }
            do { try await environment.sleep(backOff.wait(environment.chance())) } catch { return }
        }
    }

    /// - Returns: whether all was answered.
    @discardableResult
    private func look(_ api: WatchedAPI, _ reader: any OperationsReading, describes: Bool) async -> Bool {
        async let breakers = Self.ask { () async throws(OperationsClientError) in try await reader.breakers().items }
        async let bulkheads = Self.ask { () async throws(OperationsClientError) in try await reader.bulkheads().items }
        if describes {
            let description = await Self.ask { () async throws(OperationsClientError) -> ServiceDescription? in
                try await reader.describe()
            }
            hear(description, from: api, \.description)
        }
        let answers = await (breakers, bulkheads)
        hear(answers.0, from: api, \.breakers)
        hear(answers.1, from: api, \.bulkheads)
        publish()
        return answers.0.isAnswer && answers.1.isAnswer
    }

    private nonisolated static func ask<Value: Sendable>(
        _ question: () async throws(OperationsClientError) -> Value
    ) async -> Result<Value, OperationsClientError> {
        do throws(OperationsClientError) {
            return .success(try await question())
        } catch {
            return .failure(error)
        }
    }

    private func hear<Value>(
        _ answer: Result<Value, OperationsClientError>, from api: WatchedAPI,
        _ place: WritableKeyPath<ServiceReport, Heard<Value>>
    ) {
        // An answer to a question that was asked under another config is nobody's.
        guard services[api.id]?.api == api, !Task.isCancelled else { return }
        switch answer {
        case .success(let value): services[api.id]?[keyPath: place].answered(value, at: environment.now())
        // A service that has none of these says so, and that is an answer.
        case .failure(.refused(let problem)) where problem.status == 404:
            services[api.id]?[keyPath: place].at = environment.now()
        case .failure(let error): services[api.id]?[keyPath: place].trouble = error.description
        }
    }

    // MARK: - Sagas: their changes followed

    /// How many sagas one answer has at most.
    private static let pageSize = 500

    private func followSagas(_ api: WatchedAPI, _ reader: any OperationsReading) async {
        var backOff = BackOff(api.interval)
        var after: String?
        // Held for two intervals: three without an answer are stale.
        let hold = min(max(api.interval / .seconds(1) * 2, 0.2), 10)
        var isWhole = false
        while !Task.isCancelled {
            let query = SagaQuery(after: after, limit: Self.pageSize, wait: isWhole ? hold : 0)
            switch await Self.ask({ () async throws(OperationsClientError) in try await reader.sagas(query) }) {
            case .success(let page):
                backOff.succeeded()
                await take(page, from: api)
                // Not moving on with more to come would ask the same for ever.
                let isStuck = page.more && page.next == after
                isWhole = !page.more
                after = page.next ?? after
                if isStuck || (isWhole && page.next == nil) { await pause(backOff) }
            case .failure(let error):
                if case .refused(let problem) = error, problem.status == 400 || problem.status == 410 { after = nil }
                backOff.failed()
                isWhole = false
                hear(.failure(error), from: api, \.sagas)
                publish()
                await pause(backOff)
            }
        }
    }

    private func pause(_ backOff: BackOff) async {
        // Cancellation is seen by the loop.
        try? await environment.sleep(backOff.wait(environment.chance()))
    }

    private func take(_ page: ItemPage<SagaSummary>, from api: WatchedAPI) async {
        guard services[api.id]?.api == api, !Task.isCancelled else { return }
        services[api.id]?.sagas.at = environment.now()
        services[api.id]?.sagas.trouble = nil
        _ = services[api.id]?.sagas.value.take(page.items)
        services[api.id]?.isReadingSagas = page.more
        highestChange = max(highestChange, services[api.id]?.sagas.value.lastChange ?? 0)
        publish()
        if let open, open.api == api.id, page.items.contains(where: { $0.id == open.id }) { await readOpen() }
    }

    private func readOpen() async {
        guard let wanted = open, let api = services[wanted.api]?.api else { return publish() }
        let reader = environment.reader(api)
        let answer = await Self.ask { () async throws(OperationsClientError) in try await reader.saga(wanted.id) }
        guard open?.id == wanted.id, open?.api == wanted.api else { return }
        switch answer {
        case .success(let report): open?.report.answered(report, at: environment.now())
        case .failure(let error): open?.report.trouble = error.description
        }
        publish()
    }

    // MARK: - Handing over

    private func publish() {
        revision += 1
        publisher.yield(
            OperationsSnapshot(revision: revision, services: order.compactMap { services[$0] }, open: open))
    }
}

extension Result {
    fileprivate var isAnswer: Bool {
        if case .success = self { true } else { false }
    }
}
