import Foundation
import NIOSSL

/// TLS for a service whose Operations API other machines may call. Give it to the server that owns the socket:
///
///     Application(router: router, server: try .tls(tlsConfiguration: tls.configuration()))
public struct OperationsTLS: Sendable, Hashable {
    /// A PEM file with the certificate, and those between it and its root.
    public var certificateChain: String
    /// A PEM file with its private key.
    public var privateKey: String
    /// A PEM file with the roots that callers' certificates must come from; `nil`: callers need none.
    public var clientRoots: String?

    /// What is read when the service starts.
    public init(certificateChain: String, privateKey: String, clientRoots: String? = nil) {
        self.certificateChain = certificateChain
        self.privateKey = privateKey
        self.clientRoots = clientRoots
    }

    /// The configuration for the server: TLS 1.2 at least.
    /// - Throws: ``OperationsTLSError``, which names the file.
    public func configuration() throws(OperationsTLSError) -> TLSConfiguration {
        let chain: [NIOSSLCertificate]
        do { chain = try NIOSSLCertificate.fromPEMFile(certificateChain) } catch {
            throw OperationsTLSError(path: certificateChain, reason: "there is no PEM certificate in it")
        }
        let key: NIOSSLPrivateKey
        do { key = try NIOSSLPrivateKey(file: privateKey, format: .pem) } catch {
            throw OperationsTLSError(path: privateKey, reason: "there is no PEM private key in it")
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        if let clientRoots {
            do { _ = try NIOSSLCertificate.fromPEMFile(clientRoots) } catch {
                throw OperationsTLSError(path: clientRoots, reason: "there is no PEM certificate in it")
            }
            configuration.trustRoots = .file(clientRoots)
            configuration.certificateVerification = .noHostnameVerification
        }
        return configuration
    }
}

/// A file for TLS that cannot be used.
public struct OperationsTLSError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Where it is, or should be.
    public let path: String
    /// What is wrong.
    public let reason: String

    public var description: String { "TLS file \(path): \(reason)" }
}
