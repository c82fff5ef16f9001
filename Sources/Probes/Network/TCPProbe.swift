import NIOCore
import NIOPosix

/// A TCP connection that opens is all there is to know; nothing is sent.
struct TCPProbe: Sendable {
    let loop: any EventLoop

    func run(_ endpoint: Endpoint) async -> ProbeResult {
        let start = NIODeadline.now()
        let connecting = ClientBootstrap(group: loop)
            .connectTimeout(TimeAmount(endpoint.timeout))
            .connect(host: endpoint.address ?? endpoint.target.host, port: endpoint.target.port)
        let latencies = loop.makePromise(of: Duration.self)
        connecting.whenComplete { result in
            latencies.completeWith(result.map { _ in Duration(NIODeadline.now() - start) })
            // Also when nobody waits for it any more.
            if case .success(let channel) = result { channel.close(promise: nil) }
        }
        do {
            let latency = try await withTaskCancellationHandler {
                try await latencies.futureResult.get()
            } onCancel: {
                latencies.fail(CancellationError())
            }
            return .answered(
                ProbeAnswer(statusCode: nil, latency: latency, health: .healthy, reason: "connected", format: .status))
        } catch {
            return .failed(FailureWords.failure(error, endpoint), certificateExpires: nil)
        }
    }
}
