import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Observability
import Resilience

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Calls one other service: through a breaker and a bulkhead, within the deadline of whoever waits.
struct ServiceCaller: Sendable {
    typealias Method = HTTPMethod

    /// What they are called: `orders → payments`.
    let name: String
    let target: ShopTopology.Service
    let breaker: CircuitBreaker<ContinuousClock>
    let bulkhead: Bulkhead<ContinuousClock>
    /// For one call.
    let timeout: Duration
    private let client: TracedHTTPClient
    private let url: String

    init(
        from caller: ShopTopology.Service, to target: ShopTopology.Service, url: String, client: TracedHTTPClient,
        timeout: Duration = .seconds(2), policy: CircuitBreakerPolicy = .standard
    ) {
        name = "\(caller.rawValue) → \(target.rawValue)"
        self.target = target
        self.url = url
        self.client = client
        self.timeout = timeout
        breaker = CircuitBreaker(name: name, policy: policy, classifier: Self.classifier)
        bulkhead = Bulkhead(name: name)
    }

    /// A service that says no works, and a caller without time says nothing about it.
    private static let classifier = FailureClassifier { error in
        switch error {
        case let failure as ServiceCallFailure: failure.kind == .refused ? .success : .failure
        case is DeadlineExceeded: .ignored
        default: .failure
        }
    }

    /// Sends a request and reads the answer.
    /// - Parameters:
    ///   - json: its body; `nil`: none.
    ///   - route: the path with its variable parts as `{name}`, for the span.
    ///   - key: the idempotency key: the same call again does nothing a second time.
    ///   - attempt: which try it is, from 1.
    /// - Throws: ``ServiceCallFailure``; `CircuitBreakerOpen`, `BulkheadRejection` and `DeadlineExceeded` without having
    ///   called.
    func send<Answer: Decodable & Sendable>(
        _ method: Method, _ path: String, route: String, tier: BulkheadTier = .normal, key: String? = nil,
        attempt: Int = 1, json: Data? = nil, as type: Answer.Type
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: url + path)
        request.method = method
        if let key { request.headers.add(name: "idempotency-key", value: key) }
        if attempt > 1 { request.headers.add(name: RequestAttempt.headerName, value: String(attempt)) }
        if let json {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: json))
        }
        let prepared = request
        return try await breaker.execute {
            try await bulkhead.execute(tier) {
                try await Deadline.within(timeout) { try await exchange(prepared, route, as: type) }
            }
        }
    }

    private func exchange<Answer: Decodable>(
        _ request: HTTPClientRequest, _ route: String, as type: Answer.Type
    ) async throws -> Answer {
        let left = Deadline.current?.remaining() ?? timeout
        var request = request
        if let deadline = Deadline.current {
            request.headers.add(name: Deadline.headerName, value: deadline.headerValue())
        }
        let answer: (status: HTTPResponseStatus, headers: HTTPHeaders, body: ByteBuffer)
        do {
            answer = try await client.execute(request, peer: target.rawValue, route: route, timeout: left)
        } catch let error as CancellationError {
            throw error
        } catch {
            throw Self.failure(error, target, within: left)
        }
        let data = Data(answer.body.readableBytesView)
        guard answer.status.code < 300 else { throw failure(answer.status, data) }
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch {
            throw ServiceCallFailure(
                kind: .unknown, code: "bad_answer", message: "\(target.rawValue) answered what nobody understands")
        }
    }

    private static func failure(
        _ error: any Error, _ target: ShopTopology.Service, within limit: Duration
    ) -> ServiceCallFailure {
        switch error {
        case let error as HTTPClientError where error == .deadlineExceeded || error == .readTimeout:
            ServiceCallFailure(
                kind: .unknown, code: "timeout", message: "\(target.rawValue) gave no answer within \(limit)")
        case let error as HTTPClientError where error == .connectTimeout:
            ServiceCallFailure(
                kind: .failed, code: "unavailable", message: "\(target.rawValue) takes no connections")
        case is NIOConnectionError:
            ServiceCallFailure(kind: .failed, code: "unavailable", message: "\(target.rawValue) refuses connections")
        // What comes of an address that is a number: nothing had to be looked up.
        case let error as IOError where error.errnoCode == ECONNREFUSED:
            ServiceCallFailure(kind: .failed, code: "unavailable", message: "\(target.rawValue) refuses connections")
        default:
            ServiceCallFailure(
                kind: .unknown, code: "unavailable", message: "\(target.rawValue) broke the connection: \(error)")
        }
    }

    /// 503 with a problem document is a service's word that it has done nothing.
    private func failure(_ status: HTTPResponseStatus, _ data: Data) -> ServiceCallFailure {
        let problem = try? JSONDecoder().decode(ProblemDocument.self, from: data)
        let kind: ServiceCallFailure.Kind =
            status.code < 500 && status != .requestTimeout && status != .tooManyRequests
            ? .refused : problem?.statusCode == 503 ? .failed : .unknown
        return ServiceCallFailure(
            kind: kind, code: problem?.code ?? "http_\(status.code)",
            message: problem?.detail ?? "\(target.rawValue) answered \(status.code)")
    }
}
