import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import ResilienceTesting
import Testing
import Tracing

@testable import Observability

/// Requests as client spans, against a real server.
struct TracedHTTPClientTests {
    @Test func aRequestIsASpanAndCarriesItsContext() async throws {
        let (span, seen) = try await trace { client, server in
            let url = "http://127.0.0.1:\(server.port)/charges/7?card=x"
            let answer = try await client.execute(
                HTTPClientRequest(url: url), peer: "payments", route: "/charges/{id}", timeout: .seconds(20))
            #expect(answer.status == .ok && String(buffer: answer.body) == "fine")
        }
        #expect(span["name"] as? String == "GET /charges/{id}")
        #expect(span["kind"] as? Int == 3)
        #expect(texts(span)["service.peer.name"] == "payments")
        #expect(texts(span)["url.template"] == "/charges/{id}")
        #expect(texts(span)["server.address"] == "127.0.0.1")
        #expect(texts(span)["http.request.method"] == "GET")
        #expect(attributes(span)["server.port"]?["intValue"] != nil)
        #expect(attributes(span)["http.response.status_code"]?["intValue"] as? String == "200")
        #expect((span["status"] as? [String: Any])?["code"] as? Int != 2)
        let (trace, id) = try (#require(span["traceId"] as? String), #require(span["spanId"] as? String))
        // Sampled, and with random trace ids: both bits of the flags (W3C Trace Context 2).
        #expect(seen == "00-\(trace)-\(id)-03")
    }

    @Test func anAnswerThatRefusesMakesTheSpanAnError() async throws {
        let (span, _) = try await trace { client, server in
            let answer = try await client.execute(
                HTTPClientRequest(url: "http://127.0.0.1:\(server.port)/409"), peer: "payments", route: "/409",
                timeout: .seconds(20))
            #expect(answer.status == .conflict)
        }
        #expect(texts(span)["error.type"] == "409")
        let status = try #require(span["status"] as? [String: Any])
        #expect(status["code"] as? Int == 2 && status["message"] as? String == "payments answered 409")
    }

    @Test func noAnswerMakesTheSpanAnErrorAndIsThrown() async throws {
        let (span, _) = try await trace { client, server in
            try await server.stop()
            await #expect(throws: (any Error).self) {
                try await client.execute(
                    HTTPClientRequest(url: "http://127.0.0.1:\(server.port)/"), peer: "payments", route: "/",
                    timeout: .seconds(20))
            }
        }
        #expect(texts(span)["error.type"]?.isEmpty == false)
        #expect((span["status"] as? [String: Any])?["code"] as? Int == 2)
        #expect(attributes(span)["http.response.status_code"] == nil)
    }

    @Test func aBodyBeyondTheLimitIsAnError() async throws {
        let (span, _) = try await trace { client, server in
            await #expect(throws: (any Error).self) {
                try await client.execute(
                    HTTPClientRequest(url: "http://127.0.0.1:\(server.port)/"), peer: "payments", route: "/",
                    timeout: .seconds(20), bodyLimit: 3)
            }
        }
        #expect(texts(span)["error.type"]?.contains("TooManyBytes") == true)
    }

    /// The one span that is left by what is done with a client, and the `traceparent` that the server saw.
    private func trace(
        _ body: (TracedHTTPClient, EchoServer) async throws -> Void
    ) async throws -> (span: [String: Any], traceparent: String?) {
        let test = try TestLog()
        let server = try await EchoServer()
        let http = HTTPClient(configuration: TracedHTTPClient.untraced(HTTPClient.Configuration()))
        do {
            try await body(TracedHTTPClient(client: http, tracer: test.tracer()), server)
        } catch {
            try await http.shutdown()
            throw error
        }
        try await http.shutdown()
        try await server.stop()
        await test.log.flush()
        let spans = try test.spans()
        try #require(spans.count == 1)
        return (spans[0], server.traceparent)
    }
}

/// Answers "fine", with the status that the path names if it does, and keeps the `traceparent` of the last request.
final class EchoServer: Sendable {
    let port: Int
    private let channel: any Channel
    private let seen: Seen

    var traceparent: String? { seen.traceparent.change { $0 } }

    private final class Seen: Sendable {
        let traceparent = Shared<String?>(nil)
    }

    private final class Answer: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart
        private let seen: Seen
        private var status = HTTPResponseStatus.ok

        init(_ seen: Seen) { self.seen = seen }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head):
                seen.traceparent.change { $0 = head.headers.first(name: "traceparent") }
                status = Int(head.uri.dropFirst()).map { HTTPResponseStatus(statusCode: $0) } ?? .ok
            case .body: break
            case .end:
                let head = HTTPResponseHead(version: .http1_1, status: status, headers: ["content-length": "4"])
                context.write(wrapOutboundOut(.head(head)), promise: nil)
                context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: "fine")))), promise: nil)
                context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            }
        }
    }

    init() async throws {
        let seen = Seen()
        self.seen = seen
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Answer(seen))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
    }

    /// Stops listening; a second time does nothing.
    func stop() async throws {
        if channel.isActive { try await channel.close() }
    }
}
