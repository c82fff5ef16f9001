import ChildProcess
import Foundation
import NIOSSL
import Testing

/// A certificate authority of the test's own, made with the `openssl` command, in a folder of its own.
final class PrivateCA: Sendable {
    let folder: URL
    var caFile: String { folder.appending(path: "ca.pem").path }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "probe-ca-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let config = """
            [ca]
            default_ca = here
            [here]
            database = index.txt
            serial = serial
            new_certs_dir = .
            default_md = sha256
            policy = any
            unique_subject = no
            [any]
            commonName = supplied
            """
        try Data(config.utf8).write(to: folder.appending(path: "ca.cnf"))
        try Data().write(to: folder.appending(path: "index.txt"))
        try openssl(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "ca.key",
            "-out",
            "ca.pem", "-subj", "/CN=Test CA", "-days", "30")
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Makes `NAME.pem` and `NAME.key`.
    /// - Parameters:
    ///   - names: as in a subjectAltName, such as `DNS:localhost,IP:127.0.0.1`.
    ///   - from: when it begins to be valid, in seconds from now.
    ///   - until: when it ends.
    func issue(
        _ name: String, for names: String, from: TimeInterval = -3_600, until: TimeInterval = 20 * 86_400 + 3_600
    ) throws {
        try openssl(
            "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "\(name).key", "-out",
            "\(name).csr", "-subj", "/CN=\(name)")
        try Data("subjectAltName=\(names)\n".utf8).write(to: folder.appending(path: "\(name).ext"))
        try openssl(
            "ca", "-batch", "-config", "ca.cnf", "-cert", "ca.pem", "-keyfile", "ca.key", "-rand_serial", "-notext",
            "-startdate", Self.time(from), "-enddate", Self.time(until), "-extfile", "\(name).ext", "-in",
            "\(name).csr",
            "-out", "\(name).pem")
    }

    func file(_ name: String) -> String { folder.appending(path: name).path }

    /// For a server that shows `NAME.pem`.
    func serverContext(_ name: String, wantsClientCertificate: Bool = false) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMFile(file("\(name).pem")).map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: file("\(name).key"), format: .pem)))
        if wantsClientCertificate {
            configuration.certificateVerification = .noHostnameVerification
            configuration.trustRoots = .file(caFile)
        }
        return try NIOSSLContext(configuration: configuration)
    }

    private static func time(_ seconds: TimeInterval) -> String {
        var time = time_t(Date().timeIntervalSince1970 + seconds)
        var parts = tm()
        gmtime_r(&time, &parts)
        let numbers = [parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec]
        return "\(parts.tm_year + 1_900)" + numbers.map { ($0 < 10 ? "0" : "") + "\($0)" }.joined() + "Z"
    }

    private func openssl(_ arguments: String...) throws {
        let process = try ChildProcess("openssl", arguments, directory: folder.path, errors: .read)
        let said = process.readToEnd().joined(separator: "\n")
        try #require(process.waitUntilExit() == .exited(0), "openssl: \(said)")
    }
}
