import AsyncHTTPClient
import EventSourcing
import EventSourcingHTTP
import Foundation
import Hummingbird
import Logging
import NIOCore
import NIOPosix
import ResilienceTesting
import ServiceLifecycle
import Testing

/// A feed behind a real HTTP server, for as long as a test needs it.
struct Publisher: Sendable {
    let url: String
    let client: HTTPClient
    private let group: ServiceGroup

    /// Ends the server as SIGTERM would.
    func shutDownGracefully() async { await group.triggerGracefulShutdown() }

    func source(_ limits: HTTPEventTransport.Limits = HTTPEventTransport.Limits()) -> RemoteEventSource {
        RemoteEventSource(name: "shop", transport: transport(limits))
    }

    func transport(
        _ limits: HTTPEventTransport.Limits = HTTPEventTransport.Limits(), name: String = "shop",
        clock: any Clock<Duration> = ContinuousClock()
    ) -> HTTPEventTransport {
        HTTPEventTransport(source: name, url: url, client: client, limits: limits, clock: clock)
    }

    static func run(
        _ feed: EventFeed, _ body: @escaping @Sendable (Publisher) async throws -> Void
    ) async throws {
        let router = Router()
        router.addEventFeed(feed)
        var logger = Logger(label: "test")
        logger.logLevel = .error
        let (ports, bell) = AsyncStream<Int>.makeStream()
        let server = Application(
            router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { bell.yield($0.localAddress?.port ?? 0) }, logger: logger)
        let group = ServiceGroup(services: [server], logger: logger)
        let client = HTTPClient(configuration: HTTPEventTransport.configuration())
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            tasks.addTask {
                var iterator = ports.makeAsyncIterator()
                let port = try #require(await iterator.next())
                let publisher = Publisher(url: "http://127.0.0.1:\(port)/events", client: client, group: group)
                do { try await body(publisher) } catch {
                    await group.triggerGracefulShutdown()
                    throw error
                }
                await group.triggerGracefulShutdown()
            }
            try await tasks.waitForAll()
        }
        try await client.shutdown()
    }
}

extension InMemoryEventStore {
    func append(
        _ count: Int = 1, to stream: StreamID = "a-1", bytes: Int = 2, lane: Lane = .normal
    ) async throws {
        for _ in 0..<count {
            let version = try await version(of: stream)
            let event = NewEvent(type: "T", data: Data(repeating: 120, count: bytes))
            _ = try await append(Append(to: stream, expecting: version, [event], lane: lane))
        }
    }
}

/// A server that answers every request with the same bytes, and then keeps the connection open or closes it.
struct RawServer: Sendable {
    let url: String
    private let channel: any Channel

    init(_ answer: String, closes: Bool) async throws {
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Answering(answer: answer, closes: closes))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        url = "http://127.0.0.1:\(channel.localAddress?.port ?? 0)/events"
    }

    func close() async throws { try await channel.close() }

    static func http(_ body: String, status: String = "200 OK") -> String {
        "HTTP/1.1 \(status)\r\ncontent-type: application/json\r\ncontent-length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    private final class Answering: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer
        let answer: String
        let closes: Bool

        init(answer: String, closes: Bool) {
            self.answer = answer
            self.closes = closes
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
            if closes { context.close(promise: nil) }
        }
    }
}
