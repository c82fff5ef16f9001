import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A real health endpoint on loopback that answers what the test wants, or nothing.
final class ScriptedEndpoint: Sendable {
    /// What it does with a request.
    enum Behaviour: Sendable {
        case answer(Int, String)
        /// Takes the request and never answers.
        case hang
    }

    private let behaviour: Mutex<Behaviour>
    private let channel: Mutex<(any Channel)?>
    let port: Int
    /// The first request has come.
    let asked: AsyncStream<Void>

    static let healthy = Behaviour.answer(200, #"{"status":"healthy","checks":{"database":{"status":"healthy"}}}"#)

    /// Listens on a free port.
    init(_ first: Behaviour = ScriptedEndpoint.healthy) async throws {
        let (asked, noteRequest) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        self.asked = asked
        behaviour = Mutex(first)
        channel = Mutex(nil)
        let box = BehaviourBox()
        let server = try await Self.listen(port: 0, box)
        port = server.localAddress?.port ?? 0
        box.read = { [weak self] in
            noteRequest.yield()
            return self?.behaviour.withLock { $0 } ?? .hang
        }
        channel.withLock { $0 = server }
    }

    var url: String { "http://127.0.0.1:\(port)/health" }

    /// From now on requests get this.
    func become(_ next: Behaviour) { behaviour.withLock { $0 = next } }

    /// Stops listening: connections are refused.
    func goDown() async throws { try await channel.withLock { take(&$0) }?.close() }

    /// Listens again on the same port.
    func comeBack() async throws {
        let box = BehaviourBox()
        box.read = { [weak self] in self?.behaviour.withLock { $0 } ?? .hang }
        let server = try await Self.listen(port: port, box)
        channel.withLock { $0 = server }
    }

    private static func listen(port: Int, _ box: BehaviourBox) async throws -> any Channel {
        try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(AnswerHandler(box: box))
                }
            }
            .bind(host: "127.0.0.1", port: port).get()
    }
}

private func take<Value>(_ value: inout Value?) -> Value? {
    defer { value = nil }
    return value
}

/// Lets the handlers ask for the behaviour of the moment.
private final class BehaviourBox: Sendable {
    private let storage = Mutex<@Sendable () -> ScriptedEndpoint.Behaviour>({ .hang })
    var read: @Sendable () -> ScriptedEndpoint.Behaviour {
        get { storage.withLock { $0 } }
        set { storage.withLock { $0 = newValue } }
    }
}

private final class AnswerHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    let box: BehaviourBox
    init(box: BehaviourBox) { self.box = box }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .end = unwrapInboundIn(data), case .answer(let status, let body) = box.read() else { return }
        let head = HTTPResponseHead(
            version: .http1_1, status: .init(statusCode: status),
            headers: ["content-type": "application/json", "content-length": "\(body.utf8.count)"])
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: body)))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
