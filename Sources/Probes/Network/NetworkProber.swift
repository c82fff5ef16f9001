import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// Asks endpoints over the network, all on one event loop.
public final class NetworkProber: Sendable {
    /// How long a certificate that was seen is taken to be still the same.
    static let certificateKeptFor = Duration.seconds(3_600)

    private let http: HTTPProbe
    private let tcp: TCPProbe
    private let inspector: CertificateInspector
    private let clients: HTTPClients
    private let tls: TLSMaterial
    private let now: @Sendable () -> Duration
    private let wall: @Sendable () -> Date
    private let certificates = Mutex<[EndpointID: (expires: Date, seen: Duration)]>([:])

    /// - Parameters:
    ///   - loop: where all sockets live; best the poller's.
    ///   - clock: for the age of what is kept, and for the days of a certificate.
    ///   - environment: an environment variable's value.
    ///   - readFile: a file's whole text.
    public init(
        loop: any EventLoop, clock: ProbeClock,
        environment: @escaping @Sendable (String) -> String? = { ProcessInfo.processInfo.environment[$0] },
        readFile: @escaping @Sendable (String) throws -> String = { try String(contentsOfFile: $0, encoding: .utf8) }
    ) {
        now = clock.monotonic
        wall = clock.wall
        clients = HTTPClients(loop: loop)
        tls = TLSMaterial(now: clock.monotonic)
        http = HTTPProbe(
            clients: clients, tls: tls, secrets: SecretReader(environment: environment, file: readFile), loop: loop)
        tcp = TCPProbe(loop: loop)
        inspector = CertificateInspector(loop: loop)
    }

    /// As the poller takes it.
    public var prober: Prober { Prober(probe: { await self.probe($0) }, close: { await self.close() }) }

    /// Asks once, within the endpoint's timeout.
    public func probe(_ endpoint: Endpoint) async -> ProbeResult {
        if endpoint.target.kind == .tcp { return await tcp.run(endpoint) }
        let start = now()
        do {
            let outcome = try await http.run(endpoint)
            let read = HealthAnswer.read(
                body: outcome.reply.body, status: outcome.reply.status, format: endpoint.format)
            let expires = await certificateExpiry(endpoint, timeLeft: endpoint.timeout - (now() - start))
            return .answered(
                ProbeAnswer(
                    statusCode: outcome.reply.status, latency: outcome.latency, health: read.health,
                    reason: read.reason, format: read.format, checks: read.checks, breakers: read.breakers,
                    certificateExpires: expires))
        } catch let refused as RedirectRefused {
            return .answered(
                ProbeAnswer(
                    statusCode: refused.status, latency: now() - start, health: .unknown,
                    reason: "answered \(refused.status): redirected \(refused.why)", format: .status))
        } catch {
            return await failed(error, endpoint, timeLeft: endpoint.timeout - (now() - start))
        }
    }

    /// Ends all connections.
    public func close() async { await clients.close() }

    /// A TLS failure is explained by what the certificate says of itself.
    private func failed(_ error: any Error, _ endpoint: Endpoint, timeLeft: Duration) async -> ProbeResult {
        let failure = FailureWords.failure(error, endpoint)
        guard failure.code == .tls, let cause = (error as? HTTPProbeError)?.underlying,
            let configuration = try? tls.configuration(for: endpoint.tls),
            let facts = await inspector.inspect(endpoint, tls: configuration, timeout: timeLeft)
        else { return .failed(failure, certificateExpires: nil) }
        let isWrongHost = "\(cause)".contains("failedToValidateHostname")
        guard isWrongHost || "\(cause)".contains("CERTIFICATE_VERIFY_FAILED") else {
            return .failed(failure, certificateExpires: facts.expires)
        }
        let explained = CertificateInspector.failure(
            facts, isWrongHost: isWrongHost, host: endpoint.target.host, now: wall())
        return .failed(explained, certificateExpires: facts.expires)
    }

    private func certificateExpiry(_ endpoint: Endpoint, timeLeft: Duration) async -> Date? {
        guard endpoint.target.kind == .https else { return nil }
        let now = now()
        if let known = certificates.withLock({ $0[endpoint.id] }), now - known.seen < Self.certificateKeptFor {
            return known.expires
        }
        guard let configuration = try? tls.configuration(for: endpoint.tls),
            let facts = await inspector.inspect(endpoint, tls: configuration, timeout: timeLeft)
        else { return nil }
        certificates.withLock { $0[endpoint.id] = (facts.expires, now) }
        return facts.expires
    }
}
