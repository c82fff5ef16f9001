import EventSourcing
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle

extension RouterMethods {
    /// Adds `GET /events`, from which other processes read what this one publishes.
    ///
    /// Questions are query strings (``EventFeedQuery``), answers JSON (``EventFeedAnswer``), errors problem documents
    /// (RFC 9457) with a `code`: `bad_event_query` 400, `too_many_waiting` 503 with `Retry-After`, `feed_failed` 503.
    /// A request that waits is answered at once when the service is told to shut down. Leave the path out of tracing and
    /// of the log of requests: consumers ask all the time.
    ///
    /// Whoever can reach the route can read all events: put it into a group with the middleware that you trust.
    public func addEventFeed(_ feed: EventFeed, path: RouterPath = "/events") {
        get(path) { request, _ in await EventFeedRoute(feed: feed).respond(request) }
    }
}

private struct EventFeedRoute: Sendable {
    let feed: EventFeed

    func respond(_ request: Request) async -> Response {
        do {
            let items = request.uri.queryParameters.map { (String($0.key), String($0.value)) }
            let page = try await page(try EventFeedQuery.request(items))
            let json = try EventFeedAnswer(source: feed.name, page).json()
            return Self.response(.ok, "application/json", json)
        } catch let mistake as EventFeedQuery.Mistake {
            return Self.problem(.badRequest, EventFeedQuery.Mistake.code, "\(mistake)")
        } catch let full as EventFeed.TooManyWaiting {
            return Self.problem(.serviceUnavailable, EventFeed.TooManyWaiting.code, "\(full)")
        } catch {
            return Self.problem(.serviceUnavailable, "feed_failed", "the events of \(feed.name) cannot be read now")
        }
    }

    private func page(_ question: EventPageRequest) async throws -> EventPage {
        do {
            return try await cancelWhenGracefulShutdown { try await feed.page(question) }
        } catch is CancellationError where !Task.isCancelled {
            return try await feed.pageAtOnce(question)
        }
    }

    private struct Problem: Encodable {
        let type: String
        let title: String
        let status: Int
        let detail: String
        let code: String
    }

    private static func problem(_ status: HTTPResponse.Status, _ code: String, _ detail: String) -> Response {
        let problem = Problem(
            type: "urn:fusebox:events:\(code)", title: status.reasonPhrase, status: status.code, detail: detail,
            code: code)
        var response = response(status, "application/problem+json", (try? JSONEncoder().encode(problem)) ?? Data())
        if status == .serviceUnavailable { response.headers[.retryAfter] = "1" }
        return response
    }

    private static func response(_ status: HTTPResponse.Status, _ type: String, _ body: Data) -> Response {
        Response(
            status: status, headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}
