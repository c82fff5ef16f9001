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
        do {
            let channel = try await connecting.get()
            let latency = Duration(NIODeadline.now() - start)
            channel.close(promise: nil)
            return .answered(
                ProbeAnswer(statusCode: nil, latency: latency, health: .healthy, reason: "connected", format: .status))
        } catch {
            return .failed(FailureWords.failure(error, endpoint), certificateExpires: nil)
        }
    }
}
