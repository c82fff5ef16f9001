import Foundation
import NIOCore
import NIOPosix
import Testing

@testable import Probes

/// The whole engine against real servers on loopback. Each test waits for what must be seen, however long it takes.
@Suite struct LivePollerTests {
    private func poll(
        _ endpoints: [Endpoint], _ body: (inout AsyncStream<ProbeSnapshot>.Iterator) async throws -> Void
    ) async throws {
        let poller = ProbePoller.live(endpoints: endpoints)
        let running = Task { try await poller.run() }
        var snapshots = poller.snapshots.makeAsyncIterator()
        let result: Result<Void, any Error>
        do { result = .success(try await body(&snapshots)) } catch { result = .failure(error) }
        running.cancel()
        try await running.value
        try result.get()
    }

    private func wait(
        _ snapshots: inout AsyncStream<ProbeSnapshot>.Iterator, until isRight: (ProbeSnapshot) -> Bool
    ) async throws -> ProbeSnapshot {
        while let snapshot = await snapshots.next() {
            if isRight(snapshot) { return snapshot }
        }
        throw CancellationError()
    }

    @Test(.timeLimit(.minutes(3))) func aServerGoesDownComesBackHangsLiesAndRecovers() async throws {
        let good = HostileServer.Behaviour.answer(200, #"{"status":"healthy","checks":{"db":{"status":"healthy"}}}"#)
        let server = try await HostileServer.start(good)
        let port = server.port
        let endpoint = Endpoint(
            id: EndpointID(service: "orders"), target: try ProbeTarget("http://127.0.0.1:\(port)/health"),
            interval: .milliseconds(50), timeout: .milliseconds(700), degradedAbove: .seconds(60))
        try await poll([endpoint]) { snapshots in
            let up = try await wait(&snapshots) { $0.endpoints[0].health == .healthy }
            #expect(up.endpoints[0].checks.map(\.name) == ["db"])
            try await server.stop()
            let down = try await wait(&snapshots) {
                $0.endpoints[0].health == .unhealthy && $0.endpoints[0].reason.hasPrefix("connection refused")
            }
            #expect(down.recentChanges.last?.to == .unhealthy)
            let again = try await HostileServer.start(good, port: port)
            _ = try await wait(&snapshots) { $0.endpoints[0].health == .healthy }
            again.turn(to: .hang)
            _ = try await wait(&snapshots) {
                $0.endpoints[0].health == .unhealthy
                    && $0.endpoints[0].reason == "timed out after 700 ms (connected, no answer)"
            }
            again.turn(to: .bytes(Array("I am fine, really\r\n\r\n".utf8)))
            _ = try await wait(&snapshots) { $0.endpoints[0].reason == "connected, but the answer is not HTTP" }
            again.turn(
                to: .answer(503, #"{"status":"unhealthy","checks":{"db":{"status":"unhealthy","details":"gone"}}}"#))
            let sick = try await wait(&snapshots) { $0.endpoints[0].reason == "answered 503 unhealthy · db: gone" }
            #expect(sick.endpoints[0].checks[0].history.map(\.to) == [.healthy, .unhealthy])
            again.turn(to: good)
            let recovered = try await wait(&snapshots) { $0.endpoints[0].health == .healthy }
            #expect(recovered.endpoints[0].latency.failures > 0)
            try await again.stop()
        }
    }

    /// Each connection takes two descriptors, for its server runs in this process too.
    @Test(
        .timeLimit(.minutes(4)),
        .enabled(if: FileLimit.raised >= 4_096, "needs 4,096 open files; this process may have fewer"))
    func halfOfAThousandEndpointsHangAndTheOthersKeepTheirTimes() async throws {
        let good = try await HostileServer.start(.answer(200, "OK"), host: "0.0.0.0")
        let hanging = try await HostileServer.start(.hang, host: "0.0.0.0")
        let endpoints = try (0..<1_000).map { index in
            let port = index % 2 == 0 ? good.port : hanging.port
            let host = "127.1.\(index / 250).\(index % 250 + 1)"
            return Endpoint(
                id: EndpointID(service: "s\(index)"), target: try ProbeTarget("http://\(host):\(port)/health"),
                interval: .seconds(10), timeout: .seconds(5), degradedAbove: .seconds(60),
                tier: index % 2 == 0 ? .critical : .reporting)
        }
        try await poll(endpoints) { snapshots in
            let seen = try await wait(&snapshots) { snapshot in
                snapshot.endpoints.allSatisfy { $0.latency.answers >= 2 || $0.latency.failures >= 1 }
            }
            for status in seen.endpoints where status.endpoint.tier == .critical {
                #expect(status.health == .healthy, "\(status.id): \(status.reason)")
                #expect(status.overdue == 0, "\(status.id)")
            }
            for status in seen.endpoints where status.endpoint.tier == .reporting {
                #expect(status.reason.hasPrefix("timed out after 5 s"))
            }
        }
        try await good.stop()
        try await hanging.stop()
    }

    @Test func theSystemFindsTheAddressesOfLocalhost() async {
        let found = await AddressLookup.live.addresses("localhost")
        #expect(found.contains("127.0.0.1") || found.contains("::1"))
        #expect(await AddressLookup.live.addresses("no-such-host.invalid").isEmpty)
    }
}

/// How many files this process may have open.
private enum FileLimit {
    /// As many as the system allows, from now on.
    static let raised: UInt = {
        let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        getrlimit(files, &limit)
        limit.rlim_cur = min(limit.rlim_max, 65_536)
        setrlimit(files, &limit)
        return limit.rlim_cur
    }()
}
