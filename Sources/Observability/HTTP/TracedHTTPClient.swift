import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Tracing

/// An `HTTPClient` whose requests are client spans with the HTTP attributes of semantic conventions 1.44, and carry
/// `traceparent`.
///
/// The client's own tracing names spans by the method alone and uses older attribute names; it is turned off for the
/// clients that this makes its requests with.
public struct TracedHTTPClient: Sendable {
    private let client: HTTPClient
    private let tracer: OTLPTracer

    /// - Parameter client: made with ``untraced(_:)``, or every request has two spans.
    public init(client: HTTPClient, tracer: OTLPTracer) {
        self.client = client
        self.tracer = tracer
    }

    /// `configuration` without the client's own spans.
    public static func untraced(_ configuration: HTTPClient.Configuration) -> HTTPClient.Configuration {
        var configuration = configuration
        configuration.tracing.tracer = nil
        return configuration
    }

    /// Sends `request` and collects the answer.
    ///
    /// The span is an error for answers of 400 and more, and when there is no answer.
    /// - Parameters:
    ///   - peer: the other service's name, `service.peer.name`.
    ///   - route: the path without its variable parts, for the span's name.
    ///   - timeout: for the whole exchange.
    ///   - bodyLimit: bytes of the answer's body at most; more is an error.
    public func execute(
        _ request: HTTPClientRequest, peer: String, route: String, timeout: Duration, bodyLimit: Int = 1 << 20
    ) async throws -> (status: HTTPResponseStatus, headers: HTTPHeaders, body: ByteBuffer) {
        try await tracer.withSpan("\(request.method.rawValue) \(route)", ofKind: .client) { span in
            Self.describe(request, peer: peer, route: route, on: span)
            var request = request
            tracer.inject(span.context, into: &request.headers, using: HTTPHeadersCarrier())
            do {
                let deadline = NIODeadline.now() + .nanoseconds(Int64(timeout / .nanoseconds(1)))
                let response = try await client.execute(request, deadline: deadline)
                let code = Int(response.status.code)
                span.attributes["http.response.status_code"] = code
                if code >= 400 {
                    span.attributes["error.type"] = "\(code)"
                    span.setStatus(SpanStatus(code: .error, message: "\(peer) answered \(code)"))
                }
                return (response.status, response.headers, try await response.body.collect(upTo: bodyLimit))
            } catch {
                span.attributes["error.type"] = String(reflecting: type(of: error))
                throw error
            }
        }
    }

    private static func describe(_ request: HTTPClientRequest, peer: String, route: String, on span: OTLPSpan) {
        span.updateAttributes { attributes in
            attributes["http.request.method"] = request.method.rawValue
            attributes["url.full"] = request.url
            attributes["url.template"] = route
            attributes["service.peer.name"] = peer
            let authority = request.url.split(separator: "/", maxSplits: 2).dropFirst().first ?? ""
            let parts = authority.split(separator: ":")
            if parts.count == 2, let port = Int(parts[1]) {
                attributes["server.address"] = String(parts[0])
                attributes["server.port"] = port
            } else {
                attributes["server.address"] = String(authority)
            }
        }
    }
}

/// Reads and writes trace context in SwiftNIO's HTTP headers.
public struct HTTPHeadersCarrier: Injector, Extractor {
    public init() {}

    public func inject(_ value: String, forKey key: String, into headers: inout HTTPHeaders) {
        headers.replaceOrAdd(name: key, value: value)
    }

    /// Several headers of one name are joined by commas, which makes a repeated `traceparent` invalid, as it should be.
    public func extract(key: String, from headers: HTTPHeaders) -> String? {
        let values = headers[key]
        return values.isEmpty ? nil : values.joined(separator: ",")
    }
}
