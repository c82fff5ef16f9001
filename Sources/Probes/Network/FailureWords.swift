import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Turns what the network says into what a person can act on.
enum FailureWords {
    /// The failure for an error of an exchange. TLS failures come without their reason; see `CertificateInspector`.
    static func failure(_ error: any Error, _ endpoint: Endpoint) -> ProbeFailure {
        switch error {
        case let failure as ProbeFailure: return failure
        case let error as HTTPProbeError: return exchange(error, endpoint)
        case is CancellationError: return ProbeFailure(.other, "the probe was cancelled")
        default: return connect(error, endpoint) ?? other(error)
        }
    }

    private static func exchange(_ error: HTTPProbeError, _ endpoint: Endpoint) -> ProbeFailure {
        if let failure = error.underlying as? ProbeFailure { return failure }
        if error.underlying is ExchangeDelegate.BodyTooLarge {
            return ProbeFailure(.bodyTooLarge, "answered with a body over 1 MiB; is this the health URL?")
        }
        if let clientError = error.underlying as? HTTPClientError {
            switch clientError {
            case .deadlineExceeded, .connectTimeout, .readTimeout, .getConnectionFromPoolTimeout, .tlsHandshakeTimeout:
                return timedOut(error.phase, endpoint)
            case .remoteConnectionClosed: return closed(error.phase)
            case .uncleanShutdown: return ProbeFailure(.tls, "the TLS connection ended without a goodbye, mid-answer")
            default: break
            }
        }
        if error.underlying as? HTTPParserError == .invalidEOFState { return closed(error.phase) }
        if error.underlying as? ChannelError == .ioOnClosedChannel { return closed(error.phase) }
        if error.underlying is HTTPParserError {
            return ProbeFailure(.notHTTP, "connected, but the answer is not HTTP")
        }
        if error.isLate { return timedOut(error.phase, endpoint) }
        if let failure = connect(error.underlying, endpoint) { return failure }
        if isTLS(error.underlying) { return ProbeFailure(.tls, tlsSentence(error.underlying)) }
        return other(error.underlying)
    }

    static func timedOut(_ phase: ExchangeDelegate.Phase, _ endpoint: Endpoint) -> ProbeFailure {
        let time = DurationText.short(endpoint.timeout)
        switch phase {
        case .connecting:
            return ProbeFailure(
                .connectTimedOut, "timed out after \(time) (no connection); is \(endpoint.target.authority) reachable?")
        case .requestSent: return ProbeFailure(.answerTimedOut, "timed out after \(time) (connected, no answer)")
        case .answering(let status):
            return ProbeFailure(.answerTimedOut, "timed out after \(time) (answered \(status), then not to its end)")
        }
    }

    private static func closed(_ phase: ExchangeDelegate.Phase) -> ProbeFailure {
        switch phase {
        case .connecting: ProbeFailure(.connectionClosed, "the connection was closed before the request was sent")
        case .requestSent: ProbeFailure(.connectionClosed, "connected, then closed without an answer")
        case .answering(let status):
            ProbeFailure(.connectionClosed, "answered \(status), then the connection was closed in mid-answer")
        }
    }

    /// Failures of getting a connection at all; nil for others.
    static func connect(_ error: any Error, _ endpoint: Endpoint) -> ProbeFailure? {
        if let error = error as? NIOConnectionError {
            if let single = error.connectionErrors.first {
                return connect(single.error, endpoint) ?? other(single.error)
            }
            return nameNotFound(endpoint.target.host)
        }
        if error is SocketAddressError { return nameNotFound(endpoint.target.host) }
        if let error = error as? ChannelError, case .connectTimeout = error { return timedOut(.connecting, endpoint) }
        guard let error = error as? IOError else { return nil }
        return system(error.errnoCode, endpoint)
    }

    private static func nameNotFound(_ host: String) -> ProbeFailure {
        ProbeFailure(
            .nameNotFound,
            "name not found: \(HarmlessText.line(host, limit: 120)); check the host name, or the DNS here")
    }

    private static func system(_ code: CInt, _ endpoint: Endpoint) -> ProbeFailure {
        let place = endpoint.target.authority
        switch code {
        case ECONNREFUSED:
            return ProbeFailure(.connectionRefused, "connection refused: nothing listens at \(place)")
        case ETIMEDOUT: return timedOut(.connecting, endpoint)
        case EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL:
            return ProbeFailure(.noRoute, "no route to \(place): the network is down or the address is wrong")
        case ECONNRESET, EPIPE: return ProbeFailure(.connectionClosed, "the connection was reset by \(place)")
        case ENOENT: return ProbeFailure(.socketMissing, "no socket at \(place): is the service running?")
        case EACCES, EPERM: return ProbeFailure(.permissionDenied, "no permission to connect to \(place)")
        case EMFILE, ENFILE:
            return ProbeFailure(.tooManyFiles, "this console has too many files open; raise the limit (ulimit -n)")
        default: return ProbeFailure(.other, "connecting to \(place) failed: \(String(cString: strerror(code)))")
        }
    }

    static func isTLS(_ error: any Error) -> Bool {
        error is NIOSSLError || error is NIOSSLExtraError || error is BoringSSLError
            || error is NIOSSLCloseTimedOutError
    }

    /// What the TLS library says, when nothing is known about the certificate.
    private static func tlsSentence(_ error: any Error) -> String {
        let text = "\(error)"
        if text.contains("WRONG_VERSION_NUMBER") || text.contains("HTTP_REQUEST") {
            return "TLS failed: the other side does not speak TLS; is it http:// ?"
        }
        if text.contains("CERTIFICATE_REQUIRED") || text.contains("HANDSHAKE_FAILURE")
            || text.contains("BAD_CERTIFICATE")
        {
            return "TLS failed: the other side refused the handshake; does it want a client certificate?"
        }
        return "TLS failed: \(HarmlessText.line(text, limit: 160))"
    }

    private static func other(_ error: any Error) -> ProbeFailure {
        // The short description has no values in it: a header's value may be a secret.
        if let error = error as? HTTPClientError { return ProbeFailure(.other, "failed: \(error.shortDescription)") }
        return ProbeFailure(.other, "failed: \(HarmlessText.line("\(error)", limit: 200))")
    }
}
