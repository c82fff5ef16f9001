import Foundation
import NIOCore
import NIOPosix
import Probes
import Synchronization

/// What health polling costs: CPU, memory and lateness with many endpoints on loopback.
///
///     ProbeBench [ENDPOINTS INTERVAL_S SECONDS]    100 5 25 unless told otherwise
///
/// The server is a process of its own, so that its cost is not counted. Every endpoint has an address of its own in
/// 127.1.0.0/16, so every one has a connection of its own.
@main
struct ProbeBench {
    static func main() async throws {
        var arguments = Array(CommandLine.arguments.dropFirst())
        if arguments == ["serve"] { return try await HealthServer.serve() }
        if arguments.isEmpty { arguments = ["100", "5", "25"] }
        guard arguments.count == 3, let count = Int(arguments[0]), let interval = Double(arguments[1]),
            let seconds = Int(arguments[2]), (1...65_000).contains(count), interval > 0, seconds > 0
        else {
            print("usage: ProbeBench [ENDPOINTS INTERVAL_S SECONDS]")
            exit(2)
        }
        let server = try ServerProcess()
        defer { server.stop() }
        raiseFileLimit()
        let endpoints = try (0..<count).map { index in
            Endpoint(
                id: EndpointID(service: "service-\(index)"),
                target: try ProbeTarget("http://127.1.\(index / 250).\(index % 250 + 1):\(server.port)/health"),
                interval: .seconds(interval), timeout: .seconds(1))
        }
        try await measure(endpoints, seconds: seconds, interval: interval)
    }

    private static func measure(_ endpoints: [Endpoint], seconds: Int, interval: Double) async throws {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let clock = ProbeClock.live(on: loop)
        let lateness = Lateness()
        let network = NetworkProber(loop: loop, clock: clock).prober
        let poller = ProbePoller(endpoints: endpoints, prober: network, clock: clock, loop: loop)
        let running = Task { try await poller.run() }
        let watching = Task { for await snapshot in poller.snapshots { lateness.look(at: snapshot) } }
        // One interval and a half: every endpoint has been asked and has its connection.
        try await Task.sleep(for: .seconds(interval * 1.5 + 1))
        lateness.start()
        let before = Usage.now()
        let startedBefore = await poller.current().probesStarted
        try await Task.sleep(for: .seconds(seconds))
        let after = Usage.now()
        let snapshot = await poller.current()
        let probes = snapshot.probesStarted - startedBefore
        let cpu = (after.cpu - before.cpu) / Double(seconds)
        let healthy = snapshot.endpoints.count { $0.health == .healthy }
        print("endpoints \(endpoints.count), every \(interval) s, \(seconds) s measured, \(probes) probes")
        print(
            String(
                format: "CPU        %.2f %% of a core, %.0f µs a probe", cpu * 100,
                cpu * Double(seconds) * 1e6 / Double(max(probes, 1))))
        print("resident   \(Usage.residentKiB() / 1_024) MiB")
        print(
            "healthy    \(healthy), overdue \(snapshot.overdue), context switches \(after.switches - before.switches)")
        print(lateness.report(interval: interval))
        running.cancel()
        try await running.value
        watching.cancel()
    }

    private static func raiseFileLimit() {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}

/// How late probes start, from the plan in one snapshot and the start in a later one.
final class Lateness: Sendable {
    private struct State {
        var planned: [EndpointID: Date] = [:]
        var late: [Double] = []
        var isCounting = false
    }

    private let state = Mutex(State())

    func start() { state.withLock { $0.isCounting = true } }

    func look(at snapshot: ProbeSnapshot) {
        state.withLock { state in
            for status in snapshot.endpoints {
                guard let planned = status.nextProbe, state.planned[status.id] != planned else { continue }
                if let before = state.planned[status.id], let started = status.recent.last?.at, state.isCounting {
                    state.late.append(started.timeIntervalSince(before))
                }
                state.planned[status.id] = planned
            }
        }
    }

    func report(interval: Double) -> String {
        let late = state.withLock { $0.late.sorted() }
        guard let last = late.last else { return "lateness   nothing seen" }
        let p99 = late[late.count * 99 / 100]
        return String(
            format: "lateness   p50 %.2f ms, p99 %.2f ms, most %.2f ms = %.2f %% of the interval (%d probes)",
            late[late.count / 2] * 1e3, p99 * 1e3, last * 1e3, last / interval * 100, late.count)
    }
}

/// What this process has used.
struct Usage {
    var cpu: Double
    var switches: Int

    static func now() -> Usage {
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return Usage(cpu: seconds(usage.ru_utime) + seconds(usage.ru_stime), switches: usage.ru_nvcsw + usage.ru_nivcsw)
    }

    static func residentKiB() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        return line.split(separator: " ").compactMap { Int($0) }.first ?? 0
    }
}
