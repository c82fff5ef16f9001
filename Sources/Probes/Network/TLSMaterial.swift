import Foundation
import NIOSSL
import Synchronization

/// Makes TLS configurations from what an endpoint says, and keeps them: reading certificates costs more than a probe.
///
/// Files are read again every 5 minutes, so that a renewed certificate is taken without a restart.
final class TLSMaterial: Sendable {
    static let keptFor: Duration = .seconds(300)

    private let now: @Sendable () -> Duration
    private let kept = Mutex<[ProbeTLS: (configuration: TLSConfiguration, since: Duration)]>([:])

    init(now: @escaping @Sendable () -> Duration) { self.now = now }

    /// - Throws: `ProbeFailure` with code `settings` when a file cannot be read or is no certificate or key.
    func configuration(for tls: ProbeTLS) throws(ProbeFailure) -> TLSConfiguration {
        let now = now()
        if let (configuration, since) = kept.withLock({ $0[tls] }), now - since < Self.keptFor { return configuration }
        let configuration = try Self.make(tls)
        kept.withLock { $0[tls] = (configuration, now) }
        return configuration
    }

    private static func make(_ tls: ProbeTLS) throws(ProbeFailure) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        if tls.insecure { configuration.certificateVerification = .none }
        if let file = tls.caFile {
            let certificates = try read(file, "CA file") { try NIOSSLCertificate.fromPEMFile($0) }
            configuration.trustRoots = .certificates(certificates)
        }
        guard let certificateFile = tls.clientCertificateFile else { return configuration }
        guard let keyFile = tls.clientKeyFile else {
            throw ProbeFailure(.settings, "a client certificate needs its key file, which is not configured")
        }
        let chain = try read(certificateFile, "client certificate") { try NIOSSLCertificate.fromPEMFile($0) }
        let key = try read(keyFile, "client key") { try NIOSSLPrivateKey(file: $0, format: .pem) }
        configuration.certificateChain = chain.map { .certificate($0) }
        configuration.privateKey = .privateKey(key)
        return configuration
    }

    private static func read<Material>(
        _ file: String, _ what: String, _ read: (String) throws -> Material
    ) throws(ProbeFailure) -> Material {
        do {
            return try read(file)
        } catch {
            let reason =
                FileManager.default.isReadableFile(atPath: file) ? "is not PEM of the right kind" : "cannot be read"
            throw ProbeFailure(.settings, "the \(what) \(file) \(reason)")
        }
    }
}
