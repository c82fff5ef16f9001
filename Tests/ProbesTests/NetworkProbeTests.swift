import Foundation
import NIOCore
import NIOPosix
import Testing

@testable import Probes

/// Real sockets on loopback; servers that behave as badly as real ones do.
@Suite struct NetworkProbeTests {
    /// On a machine that is busy elsewhere a second may not be enough to connect; then it is given more.
    private func probeWithEnoughTime(
        _ url: String, until isFarEnough: (ProbeResult) -> Bool
    ) async throws -> (ProbeResult, seconds: Int) {
        for seconds in [1, 8] {
            let result = try await probe(url, timeout: .seconds(seconds))
            if isFarEnough(result) { return (result, seconds) }
        }
        return (try await probe(url, timeout: .seconds(50)), 50)
    }

    @Test func theProjectsOwnAnswerIsRead() async throws {
        let server = try await HostileServer.start(.answer(200, #"{"status":"healthy","checks":{}}"#))
        let result = try await probe("http://127.0.0.1:\(server.port)/health?full=1")
        #expect(result.words == "healthy: answered 200 healthy")
        #expect(result.answer?.format == .native)
        #expect(server.requests[0].hasPrefix("GET /health?full=1 HTTP/1.1\r\n"))
        #expect(server.requests[0].lowercased().contains("user-agent: fusebox (health probe)\r\n"))
        #expect(!server.requests[0].lowercased().contains("traceparent"))
        try await server.stop()
    }

    @Test func aClosedPortIsRefused() async throws {
        let server = try await HostileServer.start(.hang)
        try await server.stop()
        let result = try await probe("http://127.0.0.1:\(server.port)/health")
        #expect(
            result.words
                == "connection_refused: connection refused: nothing listens at 127.0.0.1:\(server.port)")
    }

    @Test func aHangingServerIsConnectedAndSilent() async throws {
        let server = try await HostileServer.start(.hang)
        let url = "http://127.0.0.1:\(server.port)/"
        let (result, time) = try await probeWithEnoughTime(url) { $0.failure?.code == .answerTimedOut }
        #expect(result.words == "answer_timed_out: timed out after \(time) s (connected, no answer)")
        try await server.stop()
    }

    @Test func aDrippingServerRunsIntoTheTimeout() async throws {
        let server = try await HostileServer.start(.drip(of: 100_000))
        let url = "http://127.0.0.1:\(server.port)/"
        let (result, time) = try await probeWithEnoughTime(url) { $0.words.contains("answered 200") }
        #expect(result.words == "answer_timed_out: timed out after \(time) s (answered 200, then not to its end)")
        try await server.stop()
    }

    @Test func aBodyWithoutEndIsCutOffAtOneMebibyte() async throws {
        let server = try await HostileServer.start(.endless)
        let result = try await probe("http://127.0.0.1:\(server.port)/")
        #expect(result.words == "body_too_large: answered with a body over 1 MiB; is this the health URL?")
        try await server.stop()
    }

    @Test func anAnnouncedHugeBodyIsNotWaitedFor() async throws {
        let server = try await HostileServer.start(
            .bytes(Array("HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n".utf8)))
        let result = try await probe("http://127.0.0.1:\(server.port)/")
        #expect(result.failure?.code == .bodyTooLarge)
        try await server.stop()
    }

    @Test func whatIsNotHTTPIsSaidSo() async throws {
        let server = try await HostileServer.start(.bytes(Array("SSH-2.0-OpenSSH_9.2\r\n\r\n".utf8)))
        let result = try await probe("http://127.0.0.1:\(server.port)/")
        #expect(result.words == "not_http: connected, but the answer is not HTTP")
        try await server.stop()
    }

    @Test func aServerThatClosesWithoutAWordIsTriedOnceMore() async throws {
        let server = try await HostileServer.start(.close)
        let result = try await probe("http://127.0.0.1:\(server.port)/")
        #expect(result.words == "connection_closed: connected, then closed without an answer")
        #expect(server.requests.count == 2)
        try await server.stop()
    }

    @Test func aConnectionThatEndsInMidAnswerIsSaidSo() async throws {
        let server = try await HostileServer.start(
            .bytesThenClose(Array("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"status\"".utf8)))
        let result = try await probe("http://127.0.0.1:\(server.port)/")
        #expect(result.words == "connection_closed: answered 200, then the connection was closed in mid-answer")
        try await server.stop()
    }

    @Test func textWhereJSONWasExpectedIsShownHarmless() async throws {
        let server = try await HostileServer.start(.answer(200, "<html>\u{1B}[31mlogin \u{202E}page"))
        let result = try await probe("http://127.0.0.1:\(server.port)/", format: .native)
        #expect(
            result.words
                == #"unknown: answered 200 with text that is not JSON: "<html>\u{1B}[31mlogin \u{202E}page""#)
        try await server.stop()
    }

    @Test func aNameThatDoesNotExistIsSaidSo() async throws {
        let result = try await probe("http://no-such-host.invalid:8080/health")
        #expect(
            result.words
                == "name_not_found: name not found: no-such-host.invalid; check the host name, or the DNS here")
    }

    @Test func redirectsWithinTheSameOriginAreFollowed() async throws {
        let server = try await HostileServer.start(
            .answer(302, "", headers: [("location", "/health/")]), .answer(200, "OK"))
        let result = try await probe("http://127.0.0.1:\(server.port)/health")
        #expect(result.words == "healthy: answered 200 OK")
        #expect(server.requests[1].hasPrefix("GET /health/ HTTP/1.1"))
        try await server.stop()
    }

    @Test func redirectsToAnotherHostAreNotFollowedAndTokensStayHome() async throws {
        let server = try await HostileServer.start(
            .answer(302, "", headers: [("location", "https://login.example/?a")]))
        let result = try await probe("http://127.0.0.1:\(server.port)/health")
        #expect(
            result.words == "unknown: answered 302: redirected to https://login.example/?a, which is not followed; "
                + "put the final address into the config")
        #expect(server.requests.count == 1)
        try await server.stop()
    }

    @Test func redirectsInALoopEnd() async throws {
        let server = try await HostileServer.start(.answer(301, "", headers: [("location", "/health")]))
        let result = try await probe("http://127.0.0.1:\(server.port)/health")
        #expect(result.words.hasPrefix("unknown: answered 301: redirected in a loop, back to /health"))
        try await server.stop()
    }

    @Test func endlessRedirectsEnd() async throws {
        let server = try await HostileServer.start(
            .answer(302, "", headers: [("location", "/1")]), .answer(302, "", headers: [("location", "/2")]),
            .answer(302, "", headers: [("location", "/3")]), .answer(302, "", headers: [("location", "/4")]),
            .answer(302, "", headers: [("location", "/5")]), .answer(302, "", headers: [("location", "/6")]),
            .answer(302, "", headers: [("location", "/7")]))
        let result = try await probe("http://127.0.0.1:\(server.port)/health")
        #expect(result.words == "unknown: answered 302: redirected more than 5 times, at last to /6")
        #expect(server.requests.count == 6)
        try await server.stop()
    }

    @Test func secretsComeFromEnvironmentAndFile() async throws {
        let server = try await HostileServer.start(.answer(200, "OK"))
        _ = try await probe(
            "http://127.0.0.1:\(server.port)/",
            headers: [
                .bearerToken(file: "/run/token"), ProbeHeader(name: "X-Key", source: .environment("KEY")),
                ProbeHeader(name: "X-Plain", source: .text("plain")),
            ],
            environment: ["KEY": "from-environment"], files: ["/run/token": "from-file\n"])
        let head = server.requests[0]
        #expect(head.contains("Authorization: Bearer from-file\r\n"))
        #expect(head.contains("X-Key: from-environment\r\n"))
        #expect(head.contains("X-Plain: plain\r\n"))
        try await server.stop()
    }

    @Test func aMissingSecretIsNamedAndNothingIsSent() async throws {
        let server = try await HostileServer.start(.answer(200, "OK"))
        let url = "http://127.0.0.1:\(server.port)/"
        let file = try await probe(url, headers: [.bearerToken(file: "/run/none")])
        #expect(file.words == "settings: the header Authorization needs the file /run/none, which cannot be read")
        let variable = try await probe(url, headers: [.bearerToken(environment: "NONE")])
        #expect(
            variable.words
                == "settings: the header Authorization needs the environment variable NONE, which is not set")
        let broken = try await probe(
            url, headers: [.bearerToken(file: "/t")], files: ["/t": "two\r\nX-Injected: lines"])
        #expect(broken.failure?.code == .settings)
        #expect(!broken.words.contains("Injected"))
        #expect(server.requests.isEmpty)
        try await server.stop()
    }

    @Test func aUnixSocketIsAsked() async throws {
        let path = NSTemporaryDirectory() + "probe-\(UUID().uuidString.prefix(8)).sock"
        let server = try await HostileServer.start(.answer(200, "OK"), unixSocket: path)
        #expect(try await probe("unix:\(path):/health").words == "healthy: answered 200 OK")
        #expect(server.requests[0].hasPrefix("GET /health HTTP/1.1"))
        try await server.stop()
        try? FileManager.default.removeItem(atPath: path)
        let gone = try await probe("unix:\(path):/health")
        #expect(gone.words == "socket_missing: no socket at \(path): is the service running?")
    }

    @Test func anIPv6AddressIsAsked() async throws {
        let server: HostileServer
        do {
            server = try await HostileServer.start(.answer(200, "OK"), host: "::1")
        } catch is IOError {
            return  // A machine without IPv6.
        }
        #expect(try await probe("http://[::1]:\(server.port)/health").words == "healthy: answered 200 OK")
        try await server.stop()
    }

    @Test func anAddressStandsInForTheHostName() async throws {
        let server = try await HostileServer.start(.answer(200, "OK"))
        let result = try await probe("http://orders.invalid:\(server.port)/", address: "127.0.0.1")
        #expect(result.words == "healthy: answered 200 OK")
        #expect(server.requests[0].lowercased().contains("host: orders.invalid:\(server.port)\r\n"))
        try await server.stop()
    }

    @Test func aBareTCPConnectionIsEnough() async throws {
        let server = try await HostileServer.start(.hang)
        let open = try await probe("tcp://127.0.0.1:\(server.port)")
        #expect(open.words == "healthy: connected")
        #expect(open.answer?.statusCode == nil)
        try await server.stop()
        let closed = try await probe("tcp://127.0.0.1:\(server.port)")
        #expect(closed.failure?.code == .connectionRefused)
    }

    @Test func aConnectionIsKeptBetweenProbesAndRenewedWhenTheServerDropsIt() async throws {
        let server = try await HostileServer.start(.answer(200, "OK"))
        let endpoint = Endpoint(
            id: EndpointID(service: "kept"), target: try ProbeTarget("http://127.0.0.1:\(server.port)/"),
            timeout: .seconds(20))
        await withNetworkProber { prober in
            for _ in 0..<3 { #expect(await prober.probe(endpoint).answer?.health == .healthy) }
            #expect(server.connectionCount == 1)
            await server.closeConnections()
            let renewed = await prober.probe(endpoint)
            #expect(renewed.words == "healthy: answered 200 OK")
        }
        try await server.stop()
    }

    @Test func aCancelledProbeEndsAtOnce() async throws {
        let server = try await HostileServer.start(.hang)
        let url = "http://127.0.0.1:\(server.port)/"
        let task = Task { try await probe(url, timeout: .seconds(3_600)) }
        await server.waitForRequests(1)
        task.cancel()
        #expect(try await task.value.failure != nil)
        try await server.stop()
    }
}
