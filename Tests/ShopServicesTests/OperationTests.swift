import FreePorts
import Hummingbird
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Testing

@testable import Observability
@testable import ShopServices

struct RequestWindowTests {
    @Test(arguments: [
        (4, 4, HealthStatus.healthy), (100, 0, .healthy), (100, 9, .healthy), (100, 10, .degraded),
        (100, 49, .degraded), (100, 50, .unhealthy),
    ])
    func theShareOfFailuresDecides(all: Int, failed: Int, status: HealthStatus) {
        let window = RequestWindow { .zero }
        for index in 0..<all { window.record(failed: index < failed) }
        #expect(window.check().status == status)
    }

    @Test func whatIsLongAgoNoLongerCounts() {
        let clock = SettableUptime()
        let window = RequestWindow(length: .seconds(30)) { clock.now }
        for _ in 0..<10 { window.record(failed: true) }
        #expect(window.check().status == .unhealthy)
        clock.now = .seconds(31)
        #expect(window.check() == HealthFinding(.healthy, details: ["requests": .integer(0), "failed": .integer(0)]))
    }
}

struct RestartDelayTests {
    @Test func aProcessThatKeepsFailingWaitsLongerAndLonger() {
        var delay = RestartDelay()
        let waits = (0..<8).map { _ in delay.after(runningFor: .zero) }
        #expect(waits == [100, 200, 400, 800, 1600, 3200, 5000, 5000].map { .milliseconds($0) })
    }

    @Test func aSoundRunStartsFromTheBeginning() {
        var delay = RestartDelay()
        for _ in 0..<5 { _ = delay.after(runningFor: .zero) }
        #expect(delay.after(runningFor: .seconds(10)) == .milliseconds(100))
    }
}

struct PortHolderTests {
    private static let table = """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 0100007F:46A1 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0 100 0 0 10 0
           1: 0100007F:46A1 0100007F:D2F0 01 00000000:00000000 00:00000000 00000000     0        0 4712 1 0 20 4 30 10 -1
           2: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4713 1 0 100 0 0 10 0
        """

    @Test func onlySocketsThatListenOnThePortCount() {
        #expect(PortHolder.inodes(in: Self.table, port: 18081) == ["4711"])
        #expect(PortHolder.inodes(in: Self.table, port: 80) == ["4713"])
        #expect(PortHolder.inodes(in: Self.table, port: 81).isEmpty)
        #expect(PortHolder.inodes(in: "", port: 80).isEmpty)
        #expect(PortHolder.inodes(in: "x\ny z\n", port: 80).isEmpty)
    }
}

struct ShopTopologyTests {
    @Test func portsFollowTheBase() throws {
        let topology = try #require(ShopTopology(portBase: 20_000))
        #expect(ShopTopology.Service.allCases.map { topology.port(of: $0) } == Array(20_001...20_009))
        #expect(topology.healthURL(of: .payments) == "http://127.0.0.1:20003/health")
        #expect(ShopTopology.standard.port(of: .orders) == 18081)
    }

    @Test(arguments: [0, -1, 65_520, 70_000])
    func aBaseWithoutRoomAboveItIsNone(base: Int) { #expect(ShopTopology(portBase: base) == nil) }
}

struct ListeningServerTests {
    @Test(.timeLimit(.minutes(1))) func connectionsAreRefusedForAsLongAsTheSwitchSays() async throws {
        let ports = try await FreePorts(ShopTopology.Service.allCases.count)
        defer { withExtendedLifetime(ports) {} }
        let topology = try #require(ShopTopology(portBase: ports.base))
        let port = topology.port(of: .orders)
        let folder = TemporaryFolder()
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let chaos = ChaosSwitch(service: .orders, files: folder.files, logger: quiet)
        let router = Router()
        router.get("/ready") { _, _ in "ready" }
        let responder = router.buildResponder()
        let server = ListeningServer(chaos: chaos, logger: quiet, gracePeriod: .seconds(5)) {
            Application(
                responder: responder,
                configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)), logger: quiet)
        }
        let group = ServiceGroup(services: [server], logger: quiet)
        let running = Task { try await group.run() }
        try await waitUntil(port, accepts: true)
        try chaos.apply(ChaosRequest(settings: ChaosSettings(refuses: true), forMilliseconds: 3_600_000))
        try await waitUntil(port, accepts: false)
        try chaos.clear()
        try await waitUntil(port, accepts: true)
        await group.triggerGracefulShutdown()
        try await running.value
    }

    private func waitUntil(_ port: Int, accepts: Bool) async throws {
        while try await accepting(port) != accepts { try Task.checkCancellation() }
    }

    private func accepting(_ port: Int) async throws -> Bool {
        do {
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(host: "127.0.0.1", port: port).get()
            try? await channel.close()
            return true
        } catch is NIOConnectionError {
            return false
        }
    }
}
