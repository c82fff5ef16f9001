import Operations
import OperationsClient

/// One Operations API that is to be watched.
public struct WatchedAPI: Sendable, Hashable, Identifiable {
    /// What the console calls the service.
    public var service: String
    /// What the console calls the process; empty where the service has one API for all of its processes.
    public var instance: String
    /// Where the API is: `http://127.0.0.1:18081/ops/v1`. Identifies it.
    public var base: String
    /// The file whose first token is sent; `nil`: none is.
    public var tokenFile: String?
    /// Time between two looks, from 100 ms.
    public var interval: Duration
    /// How long an answer may take.
    public var timeout: Duration

    /// An API.
    public init(
        service: String, instance: String = "", base: String, tokenFile: String? = nil,
        interval: Duration = .seconds(5), timeout: Duration = .seconds(1)
    ) {
        self.service = service
        self.instance = instance
        self.base = base
        self.tokenFile = tokenFile
        self.interval = max(interval, .milliseconds(100))
        self.timeout = timeout
    }

    public var id: String { base }
}

/// What is asked of an API: the client's calls, or what a test says instead.
public protocol OperationsReading: Sendable {
    func describe() async throws(OperationsClientError) -> ServiceDescription
    func breakers() async throws(OperationsClientError) -> ItemPage<BreakerReport>
    func bulkheads() async throws(OperationsClientError) -> ItemPage<BulkheadReport>
    func projections() async throws(OperationsClientError) -> ItemPage<ProjectionReport>
    func deadLetters(after: String?, limit: Int?) async throws(OperationsClientError) -> ItemPage<DeadLetterReport>
    func events(_ query: EventQuery) async throws(OperationsClientError) -> ItemPage<EventReport>
    func sagas(_ query: SagaQuery) async throws(OperationsClientError) -> ItemPage<SagaSummary>
    func saga(_ id: String) async throws(OperationsClientError) -> SagaReport
}

extension OperationsClient: OperationsReading {}
