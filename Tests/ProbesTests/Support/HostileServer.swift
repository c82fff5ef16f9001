import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization
import Testing

/// A server on loopback that answers with the bytes it is told to, or hangs, drips, lies, closes. No HTTP library: what
/// it writes need not be HTTP at all.
final class HostileServer: Sendable {
    /// What is done when a request's head has come.
    enum Behaviour: Sendable {
        /// These bytes, connection kept.
        case bytes([UInt8])
        /// An HTTP answer with a body, connection kept.
        case answer(Int, String, headers: [(String, String)] = [])
        /// Nothing, ever.
        case hang
        /// The connection is closed without a byte.
        case close
        /// These bytes, then the connection is closed.
        case bytesThenClose([UInt8])
        /// A head that promises `of` bytes, and then a byte now and then, never all.
        case drip(of: Int)
        /// A body without end.
        case endless
    }

    private struct State {
        var behaviours: [Behaviour]
        var requests: [String] = []
        var connections: [any Channel] = []
        var waiters: [(Int, CheckedContinuation<Void, Never>)] = []
        var connectionCount = 0
    }

    private let state: Mutex<State>
    private let listener: Mutex<(any Channel)?> = Mutex(nil)
    let port: Int
    let loop: any EventLoop
    private let tls: NIOSSLContext?

    /// - Parameter behaviours: one for each request in turn, the last one for all that follow.
    static func start(
        _ behaviours: Behaviour..., port: Int = 0, host: String = "127.0.0.1", tls: NIOSSLContext? = nil,
        unixSocket: String? = nil
    ) async throws -> HostileServer {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let state = State(behaviours: behaviours)
        let box = Mutex<HostileServer?>(nil)
        let bootstrap = ServerBootstrap(group: loop)
            .serverChannelOption(.backlog, value: 4_096)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
                    guard let server = box.withLock({ $0 }) else { return }
                    server.state.withLock {
                        $0.connections.append(channel)
                        $0.connectionCount += 1
                    }
                    try channel.pipeline.syncOperations.addHandler(Handler(server: server))
                }
            }
        let channel: any Channel
        if let unixSocket {
            channel = try await bootstrap.bind(unixDomainSocketPath: unixSocket).get()
        } else {
            channel = try await bootstrap.bind(host: host, port: port).get()
        }
        let server = HostileServer(state, port: channel.localAddress?.port ?? 0, loop: loop, tls: tls)
        server.listener.withLock { $0 = channel }
        box.withLock { $0 = server }
        return server
    }

    private init(_ state: State, port: Int, loop: any EventLoop, tls: NIOSSLContext?) {
        self.state = Mutex(state)
        self.port = port
        self.loop = loop
        self.tls = tls
    }

    /// From now on it does this.
    func turn(to behaviour: Behaviour) { state.withLock { $0.behaviours = [behaviour] } }

    /// Heads of the requests that came, oldest first.
    var requests: [String] { state.withLock { $0.requests } }

    var connectionCount: Int { state.withLock { $0.connectionCount } }

    /// Closes the port and every connection.
    func stop() async throws {
        let channel = listener.withLock { listener in
            defer { listener = nil }
            return listener
        }
        try await channel?.close().get()
        await closeConnections()
    }

    /// Closes every connection, as a server does after its keep-alive time.
    func closeConnections() async {
        let connections = state.withLock { state in
            defer { state.connections = [] }
            return state.connections
        }
        for connection in connections { try? await connection.close().get() }
    }

    /// Returns when so many requests have come.
    func waitForRequests(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.requests.count >= count { return true }
                state.waiters.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    fileprivate func requestCame(_ head: String) -> Behaviour {
        let (behaviour, ready) = state.withLock { state in
            state.requests.append(head)
            let behaviour = state.behaviours.count > 1 ? state.behaviours.removeFirst() : state.behaviours[0]
            let count = state.requests.count
            let ready = state.waiters.filter { $0.0 <= count }.map(\.1)
            state.waiters.removeAll { $0.0 <= count }
            return (behaviour, ready)
        }
        for continuation in ready { continuation.resume() }
        return behaviour
    }
}

private final class Handler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let server: HostileServer
    private var received: [UInt8] = []

    init(server: HostileServer) { self.server = server }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received.append(contentsOf: unwrapInboundIn(data).readableBytesView)
        let end = Array("\r\n\r\n".utf8)
        guard received.count >= 4, Array(received.suffix(4)) == end else { return }
        let behaviour = server.requestCame(String(decoding: received, as: UTF8.self))
        received = []
        perform(behaviour, context)
    }

    private func perform(_ behaviour: HostileServer.Behaviour, _ context: ChannelHandlerContext) {
        switch behaviour {
        case .bytes(let bytes): write(bytes, context)
        case .answer(let status, let body, let headers):
            var head = "HTTP/1.1 \(status) X\r\ncontent-length: \(body.utf8.count)\r\n"
            for (name, value) in headers { head += "\(name): \(value)\r\n" }
            write(Array((head + "\r\n" + body).utf8), context)
        case .hang: break
        case .close: context.close(promise: nil)
        case .bytesThenClose(let bytes):
            write(bytes, context)
            context.close(promise: nil)
        case .drip(let count):
            write(Array("HTTP/1.1 200 OK\r\ncontent-length: \(count)\r\n\r\n{".utf8), context)
            let channel = context.channel
            context.eventLoop.scheduleRepeatedTask(initialDelay: .milliseconds(5), delay: .milliseconds(5)) { task in
                guard channel.isActive else { return task.cancel() }
                channel.writeAndFlush(ByteBuffer(string: " "), promise: nil)
            }
        case .endless:
            write(Array("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".utf8), context)
            chunk(context.channel)
        }
    }

    private func chunk(_ channel: any Channel) {
        let chunk = "10000\r\n" + String(repeating: "x", count: 65_536) + "\r\n"
        let handler = NIOLoopBound(self, eventLoop: channel.eventLoop)
        channel.writeAndFlush(ByteBuffer(string: chunk)).whenSuccess { handler.value.chunk(channel) }
    }

    private func write(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
        context.writeAndFlush(NIOAny(ByteBuffer(bytes: bytes)), promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
