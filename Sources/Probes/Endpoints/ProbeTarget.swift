import Foundation

/// What a probe talks to, parsed once from the text in the config.
public struct ProbeTarget: Sendable, Hashable, CustomStringConvertible {
    /// How the target is spoken to.
    public enum Kind: Sendable, Hashable {
        /// GET over HTTP/1.1.
        case http
        /// GET over TLS.
        case https
        /// GET over HTTP/1.1 on a unix socket.
        case httpOverUnixSocket(path: String)
        /// A TCP connection that opens is healthy; nothing is sent.
        case tcp
    }

    public let kind: Kind
    /// Host name or address, IPv6 without brackets; `localhost` for a unix socket.
    public let host: String
    /// From 1 to 65,535; 80 and 443 when the text names none; 0 for a unix socket.
    public let port: Int
    /// Path and query of the request, beginning with `/`; empty for TCP.
    public let path: String
    /// The text as it was written.
    public let description: String

    /// Reads `http://…`, `https://…`, `tcp://host:port`, `unix:/run/app.sock:/health` (also `unix:///run/app.sock`,
    /// `http+unix://%2Frun%2Fapp.sock/health`).
    ///
    /// - Throws: `ProbeTargetMistake`, which says what is wrong with the text and what was expected.
    public init(_ text: String) throws(ProbeTargetMistake) {
        let parts = try ProbeTargetParser.parse(text)
        kind = parts.kind
        host = parts.host
        port = parts.port
        path = parts.path
        description = text
    }

    /// The host with its port as in a URL's authority: `[::1]:8080`, `orders:80`, or the path of the unix socket.
    public var authority: String {
        if case .httpOverUnixSocket(let path) = kind { return path }
        return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}

/// Why a text is not a target.
public struct ProbeTargetMistake: Error, Sendable, Equatable, CustomStringConvertible {
    /// The text as it was written.
    public let found: String
    /// One sentence: what is wrong and what was expected.
    public let description: String
}
