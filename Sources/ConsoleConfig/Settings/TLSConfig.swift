/// How a TLS connection is checked.
public struct TLSConfig: Sendable, Equatable {
    /// PEM file of the authorities that are trusted in place of the system's; `nil` trusts the system's.
    public var authority: String?
    /// PEM file of the client's certificate chain. Always together with `key`.
    public var certificate: String?
    /// PEM file of the client's private key. Always together with `certificate`.
    public var key: String?
    /// Trusts any certificate. Only if written.
    public var insecure: Bool

    /// The system's trust, no client certificate.
    public init(authority: String? = nil, certificate: String? = nil, key: String? = nil, insecure: Bool = false) {
        self.authority = authority
        self.certificate = certificate
        self.key = key
        self.insecure = insecure
    }
}
