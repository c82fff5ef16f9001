import AsyncHTTPClient
import EventSourcing
import Foundation
import HTTPTypes
import NIOCore
import NIOHTTP1
import Resilience

/// Asks a publisher's ``EventFeed`` over HTTP.
///
/// What comes back is hostile until shown otherwise: it must be whole in time, small enough, a page, and of the publisher
/// that was asked. Positions are checked by `RemoteEventSource`, and whoever reads (`EventBus`, `ProjectionRunner`) waits
/// longer after each failure.
public struct HTTPEventTransport: RemoteEventTransport {
    /// How long and how large answers may be.
    public struct Limits: Sendable, Hashable {
        /// How long the whole answer may take beyond the wait that was asked for.
        public var grace: Duration
        /// Bytes of an answer, at most. The largest event must fit: its data in Base64 is a third larger.
        public var bytes: Int
        /// An answer that comes early and brings nothing, from a publisher that is about to end say, is followed by a
        /// pause so long.
        public var pause: Duration

        /// Limits.
        public init(
            grace: Duration = .seconds(10), bytes: Int = 32 << 20, pause: Duration = .milliseconds(250)
        ) {
            self.grace = grace
            self.bytes = bytes
            self.pause = pause
        }
    }

    private let source: String
    private let url: String
    private let client: HTTPClient
    private let headers: HTTPHeaders
    private let limits: Limits
    private let clock: any Clock<Duration>

    /// A transport.
    /// - Parameters:
    ///   - source: the publisher's name, as its feed says it.
    ///   - url: where its feed is, `http://orders:8080/events`.
    ///   - client: made with ``configuration(waiting:)``, or requests that wait may keep others from being sent.
    ///   - headers: sent with each request, for authentication.
    ///   - clock: in whose time the whole answer must come, and pauses are made.
    public init(
        source: String, url: String, client: HTTPClient, headers: HTTPHeaders = [:], limits: Limits = Limits(),
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.source = source
        self.url = url
        self.client = client
        self.headers = headers
        self.limits = limits
        self.clock = clock
    }

    /// A client's configuration for requests that wait.
    /// - Parameter waiting: how many requests wait for one publisher at a time: two for each consumer group, one a lane.
    public static func configuration(waiting: Int = 32) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout.connect = .seconds(2)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = max(2, waiting)
        configuration.tracing.tracer = nil
        return configuration
    }

    /// - Throws: ``EventFeedError``, or `CancellationError`.
    public func fetch(_ request: EventPageRequest) async throws -> EventPage {
        let asked = ContinuousClock.now
        let limit = Duration.milliseconds(request.waitMilliseconds) + limits.grace
        let page: EventPage
        do {
            page = try await withTimeout(limit, clock: clock) { try await exchange(request, within: limit) }
        } catch is TimedOut {
            throw EventFeedError.timedOut(source: source, after: limit)
        }
        let wait = Duration.milliseconds(request.waitMilliseconds)
        if page.events.isEmpty, page.next <= request.after, asked.duration(to: .now) + limits.pause < wait {
            try await clock.sleep(for: limits.pause)
        }
        return page
    }

    private func exchange(_ request: EventPageRequest, within limit: Duration) async throws -> EventPage {
        let (status, body) = try await answer(to: request, within: limit)
        guard status == .ok else { throw refusal(status, body) }
        let answer: EventFeedAnswer
        do { answer = try EventFeedAnswer(json: Data(body.readableBytesView)) } catch {
            throw EventFeedError.malformed(source: source, detail: Self.words(error))
        }
        guard answer.source == source else {
            throw EventFeedError.wrongSource(expected: source, actual: String(answer.source.prefix(100)), url: url)
        }
        return answer.page
    }

    private func answer(
        to request: EventPageRequest, within limit: Duration
    ) async throws -> (status: HTTPResponseStatus, body: ByteBuffer) {
        var outgoing = HTTPClientRequest(url: "\(url)?\(EventFeedQuery.text(request))")
        outgoing.headers = headers
        outgoing.headers.replaceOrAdd(name: "accept", value: "application/json")
        do {
            // The client's own deadline ends with the head of the answer, and its clock is the system's; one more second
            // leaves the decision to `withTimeout`.
            let deadline = NIODeadline.now() + .nanoseconds(Int64((limit + .seconds(1)) / .nanoseconds(1)))
            let response = try await client.execute(outgoing, deadline: deadline)
            let most = response.status == .ok ? limits.bytes : min(limits.bytes, 1 << 16)
            return (response.status, try await response.body.collect(upTo: most))
        } catch {
            try Task.checkCancellation()
            throw failure(error, limit)
        }
    }

    private func failure(_ error: any Error, _ limit: Duration) -> EventFeedError {
        switch error {
        case is NIOTooManyBytesError: .tooLarge(source: source, limit: limits.bytes)
        case let error as HTTPClientError where error == .deadlineExceeded || error == .readTimeout:
            .timedOut(source: source, after: limit)
        case is HTTPParserError: .malformed(source: source, detail: "\(error)")
        default: .unreachable(source: source, url: url, detail: "\(error)")
        }
    }

    private struct Problem: Decodable {
        let code: String?
        let detail: String?
    }

    private func refusal(_ status: HTTPResponseStatus, _ body: ByteBuffer) -> EventFeedError {
        let problem = try? JSONDecoder().decode(Problem.self, from: Data(body.readableBytesView))
        return .refused(
            source: source, status: Int(status.code), code: problem?.code ?? "http_\(status.code)",
            detail: String((problem?.detail ?? status.reasonPhrase).prefix(500)))
    }

    /// What is wrong with JSON, with the place, and without what was in it.
    private static func words(_ error: any Error) -> String {
        let context: DecodingError.Context? =
            switch error as? DecodingError {
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context),
                .dataCorrupted(let context):
                context
            default: nil
            }
        let place = (context?.codingPath ?? []).map { $0.intValue.map(String.init) ?? $0.stringValue }
        let detail = String((context?.debugDescription ?? "it cannot be read").prefix(300))
        return place.isEmpty ? detail : "\(place.joined(separator: ".")): \(detail)"
    }
}

extension RemoteEventSource {
    /// The events of a publisher that has an ``EventFeed``.
    /// - Parameters:
    ///   - name: the publisher's name, as its feed says it.
    ///   - url: where its feed is, `http://orders:8080/events`.
    ///   - client: made with ``HTTPEventTransport/configuration(waiting:)``.
    ///   - headers: sent with each request, for authentication.
    public init(name: String, url: String, client: HTTPClient, headers: HTTPHeaders = [:]) {
        self.init(
            name: name, transport: HTTPEventTransport(source: name, url: url, client: client, headers: headers))
    }
}
