import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Operations

/// Calls the Operations API of one instance of a service.
///
/// Every call ends: with an answer, or with an ``OperationsClientError``, whatever is at the other end. Cancelling the
/// task that calls ends the call.
public struct OperationsClient: Sendable {
    /// What a call may cost.
    public struct Limits: Sendable, Hashable {
        /// How long a call may take, from the connection to the last byte, beyond what it waits for on purpose.
        public var patience: Duration
        /// Bytes of an answer at most.
        public var answerSize: Int

        /// Limits; 5 s and 16 MiB unless told otherwise.
        public init(patience: Duration = .seconds(5), answerSize: Int = 16 * 1_048_576) {
            self.patience = patience
            self.answerSize = answerSize
        }
    }

    /// Where the API is: `http://127.0.0.1:18081/ops/v1`.
    public let base: String
    /// What a call may cost.
    public let limits: Limits
    private let tokens: TokenFile?
    private let http: HTTPClient
    private let clock: any Clock<Duration>

    /// A client.
    /// - Parameters:
    ///   - base: where the API is. A slash at its end makes no difference.
    ///   - tokens: the file whose first token is sent; `nil`: none is.
    ///   - http: makes the connections; ``makeHTTPClient(group:)`` makes one that fits.
    ///   - clock: whose time patience is measured in.
    public init(
        base: String, tokens: TokenFile? = nil, http: HTTPClient, limits: Limits = Limits(),
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.base = base.hasSuffix("/") ? String(base.dropLast()) : base
        self.tokens = tokens
        self.http = http
        self.limits = limits
        self.clock = clock
    }

    /// An HTTP client for many services: it connects within 2 s or not at all, follows no redirects and unpacks nothing.
    /// Shut it down when it is not needed any more.
    public static func makeHTTPClient(group: any EventLoopGroup = HTTPClient.defaultEventLoopGroup) -> HTTPClient {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(2)), decompression: .disabled)
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroup: group, configuration: configuration)
    }

    // MARK: - One call

    func get<Value: Decodable & Sendable>(
        _ path: String, _ query: [(String, String?)] = [], holding wait: Double = 0
    ) async throws(OperationsClientError) -> Value {
        try read(await call(.GET, path, query, body: nil, holding: wait), path)
    }

    func post<Value: Decodable & Sendable>(
        _ path: String, _ body: some Encodable
    ) async throws(OperationsClientError) -> Value {
        let data: Data
        do { data = try OperationsJSON.data(body) } catch {
            throw .refused(Problem(status: 400, detail: "a number in it cannot be said in JSON", code: .malformedBody))
        }
        return try read(await call(.POST, path, [], body: data, holding: 0), path)
    }

    private struct Answer: Sendable {
        let status: Int
        let body: ByteBuffer
    }

    private func call(
        _ method: HTTPMethod, _ path: String, _ query: [(String, String?)], body: Data?, holding wait: Double
    ) async throws(OperationsClientError) -> Answer {
        var request = HTTPClientRequest(url: url(path, query))
        request.method = method
        request.headers.add(name: "Accept", value: "application/json, application/problem+json")
        if let token = try token() { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        if let body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: body))
        }
        return try await bounded(request, by: limits.patience + .seconds(wait))
    }

    private func token() throws(OperationsClientError) -> String? {
        do { return try tokens?.tokens().first } catch { throw .noToken(error) }
    }

    /// Whoever comes first, the whole answer or the end of patience, ends the other.
    private func bounded(
        _ request: HTTPClientRequest, by patience: Duration
    ) async throws(OperationsClientError) -> Answer {
        let (clock, limit) = (clock, limits.answerSize)
        let result = await withTaskGroup(of: Result<Answer, OperationsClientError>.self) { group in
            group.addTask { await exchange(request, limit) }
            group.addTask {
                do { try await clock.sleep(for: patience) } catch { return .failure(.cancelled) }
                return .failure(.tooSlow(url: request.url, seconds: patience / .seconds(1)))
            }
            defer { group.cancelAll() }
            return await group.next() ?? .failure(.cancelled)
        }
        // Whoever cancels wants to hear of nothing else.
        if Task.isCancelled { throw .cancelled }
        return try result.get()
    }

    private func exchange(_ request: HTTPClientRequest, _ limit: Int) async -> Result<Answer, OperationsClientError> {
        do {
            let response = try await http.execute(request, deadline: .distantFuture)
            var body = ByteBuffer()
            for try await part in response.body {
                guard body.readableBytes + part.readableBytes <= limit else {
                    return .failure(.tooBig(url: request.url, limit: limit))
                }
                body.writeImmutableBuffer(part)
            }
            return .success(Answer(status: Int(response.status.code), body: body))
        } catch is CancellationError {
            return .failure(.cancelled)
        } catch {
            return .failure(.unreachable(url: request.url, reason: ConnectionTrouble.words(for: error)))
        }
    }

    // MARK: - What came of it

    private func read<Value: Decodable>(_ answer: Answer, _ path: String) throws(OperationsClientError) -> Value {
        let data = Data(answer.body.readableBytesView)
        guard (200..<300).contains(answer.status) else {
            if let problem = try? OperationsJSON.value(Problem.self, from: data) { throw .refused(problem) }
            throw garbage(answer, path, "it is no problem document")
        }
        do {
            return try OperationsJSON.value(Value.self, from: data)
        } catch {
            throw garbage(answer, path, DecodingTrouble.words(for: error))
        }
    }

    private func garbage(_ answer: Answer, _ path: String, _ reason: String) -> OperationsClientError {
        .garbage(
            url: base + path, status: answer.status,
            beginning: HarmlessText.beginning(of: answer.body.readableBytesView), reason: reason)
    }

    private func url(_ path: String, _ query: [(String, String?)]) -> String {
        let pairs = query.compactMap { name, value in value.map { "\(name)=\(Self.escaped($0))" } }
        return base + path + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&"))
    }

    /// A text as one part of a path or query: everything but RFC 3986's unreserved characters is escaped.
    static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }
}
