/// An address as the config writes it, taken apart and checked: `http://127.0.0.1:18081/health`, `https://[::1]/live`,
/// `tcp://db:5432`, `unix:/run/app.sock:/health`, `http+unix://%2Frun%2Fapp.sock/health`.
public struct EndpointAddress: Sendable, Hashable, CustomStringConvertible {
    /// What is spoken, and over what.
    public enum Scheme: String, Sendable, CaseIterable {
        /// GET over HTTP/1.1.
        case http
        /// The same over TLS.
        case https
        /// A connection that opens, and nothing else.
        case tcp
        /// HTTP over a Unix socket: `unix:/run/app.sock:/health`.
        case unix
        /// The same, the socket's path percent-encoded in place of the host.
        case httpUnix = "http+unix"
    }

    /// The scheme, which decides what the other parts mean.
    public var scheme: Scheme
    /// A name or an IP address without brackets; of a Unix scheme the socket's path, percent-encoding undone.
    public var host: String
    /// 1 to 65535, the scheme's own (80, 443) where none is written; 0 for a Unix socket.
    public var port: Int
    /// The address exactly as written.
    public var description: String

    /// Puts an address together from parts that were checked before.
    init(scheme: Scheme, host: String, port: Int, description: String) {
        self.scheme = scheme
        self.host = host
        self.port = port
        self.description = description
    }
}
