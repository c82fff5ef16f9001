import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// Takes one HTTP answer in, bounded, and remembers how far it came: that is what tells "no connection" from
/// "connected, no answer" when time is up.
final class ExchangeDelegate: HTTPClientResponseDelegate {
    /// How far an exchange came.
    enum Phase: Sendable, Equatable {
        case connecting
        case requestSent
        case answering(status: Int)
    }

    struct Reply: Sendable {
        var status: Int
        var body: [UInt8]
        var location: String?
    }

    /// More than `HealthAnswer.bodyLimit` bytes came, or were announced.
    struct BodyTooLarge: Error {}

    private struct State {
        var phase = Phase.connecting
        var location: String?
        var body: [UInt8] = []
    }

    private let state = Mutex(State())

    var phase: Phase { state.withLock { $0.phase } }

    func didSendRequestHead(task: HTTPClient.Task<Reply>, _ head: HTTPRequestHead) {
        state.withLock { $0.phase = .requestSent }
    }

    func didReceiveHead(task: HTTPClient.Task<Reply>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        state.withLock {
            $0.phase = .answering(status: Int(head.status.code))
            $0.location = head.headers.first(name: "location")
        }
        if let announced = head.headers.first(name: "content-length").flatMap({ Int($0) }),
            announced > HealthAnswer.bodyLimit
        {
            return task.eventLoop.makeFailedFuture(BodyTooLarge())
        }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(task: HTTPClient.Task<Reply>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
        let fits = state.withLock { state in
            guard state.body.count + buffer.readableBytes <= HealthAnswer.bodyLimit else { return false }
            state.body.append(contentsOf: buffer.readableBytesView)
            return true
        }
        return fits ? task.eventLoop.makeSucceededVoidFuture() : task.eventLoop.makeFailedFuture(BodyTooLarge())
    }

    func didFinishRequest(task: HTTPClient.Task<Reply>) throws -> Reply {
        state.withLock { state in
            var status = 0
            if case .answering(let code) = state.phase { status = code }
            return Reply(status: status, body: state.body, location: state.location)
        }
    }
}
