/// How an `https` endpoint's certificate is checked, and what the probe shows of itself.
public struct ProbeTLS: Sendable, Hashable {
    /// Path of a PEM file with the CAs to trust instead of the system's; nil for the system's.
    public var caFile: String?
    /// Path of a PEM file with the client's certificate chain; needs `clientKeyFile`.
    public var clientCertificateFile: String?
    /// Path of a PEM file with the client certificate's private key; needs `clientCertificateFile`.
    public var clientKeyFile: String?
    /// True when any certificate is taken. Only ever true because somebody wrote it.
    public var insecure: Bool

    public init(
        caFile: String? = nil, clientCertificateFile: String? = nil, clientKeyFile: String? = nil,
        insecure: Bool = false
    ) {
        self.caFile = caFile
        self.clientCertificateFile = clientCertificateFile
        self.clientKeyFile = clientKeyFile
        self.insecure = insecure
    }

    /// The system's CAs, no client certificate.
    public static let standard = ProbeTLS()
}
