import Foundation
import NIOSSL
import Testing

@testable import Probes

/// HTTPS with a CA that only the test knows.
@Suite struct TLSProbeTests {
    private func ask(
        _ certificate: String, _ ca: PrivateCA, host: String = "localhost", tls: ProbeTLS, wantsClient: Bool = false
    ) async throws -> ProbeResult {
        let context = try ca.serverContext(certificate, wantsClientCertificate: wantsClient)
        let server = try await HostileServer.start(.answer(200, "OK"), tls: context)
        // The address stands in for the name, so that nothing depends on what `localhost` resolves to here.
        let result = try await probe("https://\(host):\(server.port)/health", tls: tls, address: "127.0.0.1")
        try await server.stop()
        return result
    }

    @Test func aPrivateCAIsTrustedWhenItsFileIsNamed() async throws {
        let ca = try PrivateCA()
        try ca.issue("good", for: "DNS:localhost,IP:127.0.0.1")
        let result = try await ask("good", ca, tls: ProbeTLS(caFile: ca.caFile))
        #expect(result.words == "healthy: answered 200 OK")
        let expires = try #require(result.answer?.certificateExpires)
        var facts = EndpointStatus.Facts(
            endpoint: Endpoint(id: EndpointID(service: "a"), target: try ProbeTarget("https://localhost/")))
        facts.certificateExpires = expires
        #expect(EndpointStatus(facts).daysToCertificateExpiry(at: Date()) == 20)
    }

    @Test func anAddressInTheURLIsCheckedToo() async throws {
        let ca = try PrivateCA()
        try ca.issue("good", for: "IP:127.0.0.1")
        let server = try await HostileServer.start(.answer(200, "OK"), tls: try ca.serverContext("good"))
        let result = try await probe("https://127.0.0.1:\(server.port)/health", tls: ProbeTLS(caFile: ca.caFile))
        #expect(result.words == "healthy: answered 200 OK")
        #expect(result.answer?.certificateExpires != nil)
        try await server.stop()
    }

    @Test func anUnknownCAIsNotTrustedAndTheSentenceSaysWhatToDo() async throws {
        let ca = try PrivateCA()
        try ca.issue("good", for: "DNS:localhost")
        let result = try await ask("good", ca, tls: .standard)
        #expect(
            result.words
                == "certificate_not_trusted: certificate is not trusted: its CA is unknown here; name the CA's file in "
                + "the endpoint's tls settings")
    }

    @Test func insecureTakesAnyCertificate() async throws {
        let ca = try PrivateCA()
        try ca.issue("other", for: "DNS:elsewhere.example", from: -10 * 86_400, until: -86_400)
        let result = try await ask("other", ca, tls: ProbeTLS(insecure: true))
        #expect(result.words == "healthy: answered 200 OK")
        #expect(try #require(result.answer?.certificateExpires) < Date())
    }

    @Test func anExpiredCertificateSaysSinceWhen() async throws {
        let ca = try PrivateCA()
        try ca.issue("old", for: "DNS:localhost", from: -30 * 86_400, until: -3 * 86_400 - 3_600)
        let result = try await ask("old", ca, tls: ProbeTLS(caFile: ca.caFile))
        #expect(result.words == "certificate_expired: certificate expired 3 days ago; renew it")
        guard case .failed(_, let expires) = result else { return }
        #expect(expires != nil)
    }

    @Test func aCertificateOfTomorrowIsNotYetValid() async throws {
        let ca = try PrivateCA()
        try ca.issue("early", for: "DNS:localhost", from: 3 * 86_400 + 3_600)
        let result = try await ask("early", ca, tls: ProbeTLS(caFile: ca.caFile))
        #expect(
            result.words
                == "certificate_not_yet_valid: certificate is not valid before 3 days from now; is a clock wrong?")
    }

    @Test func aCertificateOfAnotherHostNamesBoth() async throws {
        let ca = try PrivateCA()
        try ca.issue("other", for: "DNS:a.example,DNS:b.example,IP:10.0.0.1")
        let result = try await ask("other", ca, tls: ProbeTLS(caFile: ca.caFile))
        #expect(
            result.words
                == "certificate_wrong_host: certificate is for a.example, b.example, 10.0.0.1, not for localhost")
    }

    @Test func aClientCertificateIsShown() async throws {
        let ca = try PrivateCA()
        try ca.issue("good", for: "DNS:localhost")
        try ca.issue("client", for: "DNS:console")
        let with = ProbeTLS(
            caFile: ca.caFile, clientCertificateFile: ca.file("client.pem"), clientKeyFile: ca.file("client.key"))
        #expect(try await ask("good", ca, tls: with, wantsClient: true).words == "healthy: answered 200 OK")
        let without = try await ask("good", ca, tls: ProbeTLS(caFile: ca.caFile), wantsClient: true)
        #expect(
            without.words == "tls: TLS failed: the other side refused the handshake; does it want a client certificate?"
        )
    }

    @Test func filesThatAreMissingOrWrongAreNamed() async throws {
        let ca = try PrivateCA()
        try ca.issue("good", for: "DNS:localhost")
        let missing = try await ask("good", ca, tls: ProbeTLS(caFile: "/no/such/ca.pem"))
        #expect(missing.words == "settings: the CA file /no/such/ca.pem cannot be read")
        let wrong = try await ask("good", ca, tls: ProbeTLS(caFile: ca.file("good.key")))
        #expect(wrong.words == "settings: the CA file \(ca.file("good.key")) is not PEM of the right kind")
        let noKey = try await ask("good", ca, tls: ProbeTLS(clientCertificateFile: ca.file("good.pem")))
        #expect(noKey.words == "settings: a client certificate needs its key file, which is not configured")
    }

    @Test func httpsToAServerWithoutTLSSaysSo() async throws {
        let server = try await HostileServer.start(.answer(200, "OK"))
        server.turn(to: .answer(400, "bad"))
        let result = try await probe("https://127.0.0.1:\(server.port)/", timeout: .seconds(1))
        #expect(result.failure != nil)
        #expect(result.words.contains("TLS") || result.failure?.code == .connectTimedOut)
        try await server.stop()
    }
}
