import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS

/// Looks at a server's certificate in a handshake of its own that believes anything: what the certificate says of
/// itself is wanted exactly when it is not to be trusted.
struct CertificateInspector: Sendable {
    /// What a certificate says of itself.
    struct Facts: Sendable, Equatable {
        var validFrom: Date
        var expires: Date
        /// DNS names and IP addresses that it is for, harmless.
        var names: [String]
    }

    let loop: any EventLoop

    /// - Returns: nil when no handshake came about within `timeout`.
    func inspect(_ endpoint: Endpoint, tls: TLSConfiguration, timeout: Duration) async -> Facts? {
        if timeout <= .zero { return nil }
        var tls = tls
        tls.certificateVerification = .none
        let target = endpoint.target
        guard let context = try? NIOSSLContext(configuration: tls) else { return nil }
        let promise = loop.makePromise(of: Facts.self)
        let timer = loop.scheduleTask(in: TimeAmount(timeout)) { promise.fail(ChannelError.connectTimeout(.zero)) }
        let bootstrap = ClientBootstrap(group: loop)
            .connectTimeout(TimeAmount(timeout))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let name = Self.isAddress(target.host) ? nil : target.host
                    try channel.pipeline.syncOperations.addHandlers(
                        NIOSSLClientHandler(context: context, serverHostname: name), HandshakeWatcher(promise: promise))
                }
            }
        let connected = bootstrap.connect(host: endpoint.address ?? target.host, port: target.port)
        connected.whenFailure { promise.fail($0) }
        let facts = try? await withTaskCancellationHandler {
            try await promise.futureResult.get()
        } onCancel: {
            promise.fail(CancellationError())
        }
        timer.cancel()
        connected.whenSuccess { $0.close(promise: nil) }
        return facts
    }

    static func isAddress(_ host: String) -> Bool { (try? SocketAddress(ipAddress: host, port: 0)) != nil }

    /// The failure for a certificate that was not accepted at `now`.
    static func failure(_ facts: Facts, isWrongHost: Bool, host: String, now: Date) -> ProbeFailure {
        if facts.expires < now {
            return ProbeFailure(
                .certificateExpired, "certificate expired \(ago(now.timeIntervalSince(facts.expires))); renew it")
        }
        if facts.validFrom > now {
            let wait = ago(facts.validFrom.timeIntervalSince(now)).replacing(" ago", with: "")
            return ProbeFailure(
                .certificateNotYetValid, "certificate is not valid before \(wait) from now; is a clock wrong?")
        }
        if isWrongHost {
            let names = facts.names.isEmpty ? "no host name" : facts.names.prefix(3).joined(separator: ", ")
            return ProbeFailure(
                .certificateWrongHost, "certificate is for \(names), not for \(HarmlessText.line(host, limit: 120))")
        }
        return ProbeFailure(
            .certificateNotTrusted,
            "certificate is not trusted: its CA is unknown here; name the CA's file in the endpoint's tls settings")
    }

    /// `3 days ago`, `5 h ago`.
    private static func ago(_ seconds: TimeInterval) -> String {
        let days = Int(seconds / 86_400)
        if days >= 2 { return "\(days) days ago" }
        if days == 1 { return "1 day ago" }
        return "\(DurationText.short(.seconds(seconds))) ago"
    }

    static func facts(of certificate: NIOSSLCertificate) -> Facts {
        let names = certificate._subjectAlternativeNames().compactMap { name -> String? in
            let bytes = name.contents.withUnsafeBufferPointer { Array($0) }
            if name.nameType == .dnsName {
                return HarmlessText.line(String(decoding: bytes, as: UTF8.self), limit: 120)
            }
            guard name.nameType == .ipAddress else { return nil }
            return (try? SocketAddress(packedIPAddress: ByteBuffer(bytes: bytes), port: 0))?.ipAddress
        }
        return Facts(
            validFrom: Date(timeIntervalSince1970: TimeInterval(certificate.notValidBefore)),
            expires: Date(timeIntervalSince1970: TimeInterval(certificate.notValidAfter)), names: names)
    }
}

/// Hands the peer's certificate over as soon as the handshake is through.
private final class HandshakeWatcher: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let promise: EventLoopPromise<CertificateInspector.Facts>

    init(promise: EventLoopPromise<CertificateInspector.Facts>) { self.promise = promise }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted = event as? TLSUserEvent {
            let handler = try? context.pipeline.syncOperations.handler(type: NIOSSLClientHandler.self)
            if let certificate = handler?.peerCertificate {
                promise.succeed(CertificateInspector.facts(of: certificate))
            } else {
                promise.fail(NIOSSLError.noCertificateToValidate)
            }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        promise.fail(error)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        promise.fail(ChannelError.eof)
        context.fireChannelInactive()
    }
}
