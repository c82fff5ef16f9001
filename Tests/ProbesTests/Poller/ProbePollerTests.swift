import Foundation
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import Probes

/// The poller with a clock that stands still and a prober that answers what it is told.
@Suite struct ProbePollerTests {
    /// Answers by service name; what it has no answer for hangs until it is cancelled.
    final class Script: Sendable {
        let answers: Mutex<[String: ProbeResult]>
        let asked = Mutex<[String: Int]>([:])

        init(_ answers: [String: ProbeResult]) { self.answers = Mutex(answers) }

        func set(_ service: String, _ result: ProbeResult) { answers.withLock { $0[service] = result } }

        var prober: Prober {
            Prober { endpoint in
                let service = endpoint.id.service
                self.asked.withLock { $0[service, default: 0] += 1 }
                if let answer = self.answers.withLock({ $0[service] }) { return answer }
                let forever = AsyncStream<Void>.makeStream()
                for await _ in forever.stream {}
                return .failed(ProbeFailure(.other, "cancelled"), certificateExpires: nil)
            }
        }
    }

    static let healthy = answer(.healthy, "answered 200 healthy")
    static let refused = ProbeResult.failed(
        ProbeFailure(.connectionRefused, "connection refused"), certificateExpires: nil)

    static func answer(_ health: Health, _ reason: String, latency: Duration = .milliseconds(20)) -> ProbeResult {
        .answered(
            ProbeAnswer(
                statusCode: health == .unhealthy ? 503 : 200, latency: latency, health: health, reason: reason,
                format: .native, checks: [AnsweredCheck(name: "db", health: health)]))
    }

    static func endpoint(_ service: String, interval: Duration = .seconds(5), tier: ProbeTier = .normal) -> Endpoint {
        // The target is never asked: the prober is a script.
        Endpoint(
            id: EndpointID(service: service), target: try! ProbeTarget("http://h/"), interval: interval, tier: tier)
    }

    /// A poller whose time a test moves on, from alarm to alarm.
    struct Played {
        let poller: ProbePoller
        let clock: ManualClock
        let loop: any EventLoop

        /// Returns when everything that could happen without time passing has happened: all of it is on one loop, so
        /// that is when nothing is queued there any more. A probe takes fewer than 30 hops.
        func settle() async throws {
            for _ in 0..<30 { try await loop.submit {}.get() }
        }

        /// What is known once everything has settled.
        func snapshot() async throws -> ProbeSnapshot {
            try await settle()
            return await poller.current()
        }

        /// Moves time on, alarm by alarm, until things are as they should be.
        func advance(until isRight: (ProbeSnapshot) -> Bool) async throws -> ProbeSnapshot {
            for _ in 0..<5_000 {
                let snapshot = try await snapshot()
                if isRight(snapshot) { return snapshot }
                try #require(clock.advanceToNextAlarm())
            }
            throw CancellationError()
        }
    }

    /// Runs a poller while `body` plays with it, then ends it.
    private func play(
        _ endpoints: [Endpoint], _ script: Script, history: ProbeHistoryStore? = nil,
        lookup: AddressLookup = AddressLookup { _ in [] }, clock: ManualClock = ManualClock(),
        _ body: (Played) async throws -> Void
    ) async throws {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let poller = ProbePoller(
            endpoints: endpoints, prober: script.prober, history: history, lookup: lookup, clock: clock.clock, seed: 1,
            loop: loop)
        let running = Task { try await poller.run() }
        var snapshots = poller.snapshots.makeAsyncIterator()
        // The first snapshot comes before the first answer.
        let first = try #require(await snapshots.next())
        #expect(first.endpoints.allSatisfy { $0.health == .unknown })
        try await body(Played(poller: poller, clock: clock, loop: loop))
        running.cancel()
        try await running.value
        // The stream ends with the poller.
        while await snapshots.next() != nil {}
    }

    @Test func beforeTheFirstAnswerEverythingIsUnknown() async throws {
        try await play([Self.endpoint("a"), Self.endpoint("b")], Script([:])) { played in
            let first = try await played.snapshot()
            #expect(first.endpoints.map(\.health) == [.unknown, .unknown])
            #expect(first.endpoints[0].reason == "waiting for the first answer")
            #expect(first.endpoints[0].since == nil)
            #expect(first.services.map(\.name) == ["a", "b"])
        }
    }

    @Test func aServiceGoesDownAndComesBack() async throws {
        let script = Script(["a": Self.healthy])
        try await play([Self.endpoint("a")], script) { played in
            let up = try await played.advance { $0.endpoints[0].health == .healthy }
            #expect(up.endpoints[0].statusCode == 200)
            #expect(up.endpoints[0].checks.map(\.name) == ["db"])
            #expect(up.endpoints[0].latency.p50 == .milliseconds(20))
            script.set("a", Self.refused)
            let down = try await played.advance { $0.endpoints[0].health == .unhealthy }
            #expect(down.endpoints[0].reason == "connection refused")
            #expect(down.endpoints[0].latency.failures == 2)
            #expect(down.endpoints[0].statusCode == nil)
            script.set("a", Self.healthy)
            let back = try await played.advance { $0.endpoints[0].health == .healthy }
            #expect(back.recentChanges.map(\.to) == [.healthy, .unhealthy, .healthy])
            #expect(back.endpoints[0].changes == back.recentChanges)
        }
    }

    @Test func whatNobodyWaitsForIsNotUrgent() async throws {
        let script = Script(["a": Self.healthy])
        try await play([Self.endpoint("a")], script) { played in
            let up = try await played.advance { $0.endpoints[0].health == .healthy }
            let later = try await played.advance { $0.probesStarted == up.probesStarted + 3 }
            #expect(later.revision > up.revision && later.urgency == up.urgency, "latencies alone")
            await played.poller.probeNow(EndpointID(service: "a"))
            let asked = try await played.advance { $0.probesStarted == later.probesStarted + 1 }
            #expect(asked.urgency > later.urgency)
            script.set("a", Self.refused)
            let down = try await played.advance { $0.endpoints[0].health == .unhealthy }
            #expect(down.urgency > asked.urgency)
        }
    }

    @Test func aSlowAnswerIsDegraded() async throws {
        let script = Script(["a": Self.answer(.healthy, "answered 200", latency: .milliseconds(1_400))])
        try await play([Self.endpoint("a")], script) { played in
            let slow = try await played.advance { $0.endpoints[0].health == .degraded }
            #expect(slow.endpoints[0].reason == "answered in 1.4 s, more than 1 s")
        }
    }

    @Test func aHangingEndpointDelaysNobodyAndIsCounted() async throws {
        let script = Script(["good": Self.healthy])
        try await play([Self.endpoint("hangs"), Self.endpoint("good")], script) { played in
            let later = try await played.advance { $0.endpoints[1].latency.answers >= 20 }
            #expect(later.endpoints[1].overdue == 0)
            #expect(later.endpoints[0].health == .unknown)
            #expect(later.overdue >= 15)
            #expect(script.asked.withLock { $0["hangs"] } == 1)
        }
    }

    @Test func aProbeByHandComesAtOnce() async throws {
        let script = Script(["a": Self.healthy])
        let slow = Self.endpoint("a", interval: .seconds(86_400))
        try await play([slow], script) { played in
            _ = try await played.advance { $0.endpoints[0].latency.answers == 1 }
            await played.poller.probeNow(EndpointID(service: "a"))
            await played.poller.probeNow(EndpointID(service: "nobody"))
            _ = try await played.advance { $0.endpoints[0].latency.answers == 2 }
            #expect(played.clock.now < .seconds(3_600))
        }
    }

    @Test func aNewConfigKeepsTheHistoryOfWhatStays() async throws {
        let script = Script(["a": Self.healthy, "b": Self.healthy, "c": Self.healthy])
        try await play([Self.endpoint("a"), Self.endpoint("b")], script) { played in
            _ = try await played.advance { $0.endpoints.allSatisfy { $0.latency.answers >= 3 } }
            var changed = Self.endpoint("b", interval: .seconds(2))
            changed.tier = .critical
            await played.poller.replace(endpoints: [Self.endpoint("c"), Self.endpoint("a"), changed])
            let after = try await played.advance { $0.endpoints.count == 3 }
            #expect(after.services.map(\.name) == ["c", "a", "b"])
            #expect(after.endpoints[0].health == .unknown)
            #expect(after.endpoints[1].latency.answers >= 3)
            #expect(after[EndpointID(service: "b")]?.latency.answers ?? 0 >= 3)
            #expect(after[EndpointID(service: "b")]?.endpoint.interval == .seconds(2))
            await played.poller.replace(endpoints: [])
            _ = try await played.advance { $0.endpoints.isEmpty }
        }
    }

    @Test func theSameIdTwiceIsOneEndpoint() async throws {
        try await play([Self.endpoint("a"), Self.endpoint("a")], Script(["a": Self.healthy])) { played in
            let first = try await played.snapshot()
            #expect(first.endpoints.count == 1)
        }
    }

    @Test func aPollerRunsOnce() async throws {
        let poller = ProbePoller(
            endpoints: [], prober: Script([:]).prober, clock: ManualClock().clock,
            loop: MultiThreadedEventLoopGroup.singleton.next())
        let running = Task { try await poller.run() }
        running.cancel()
        try await running.value
        await #expect(throws: ProbePollerMistake.alreadyRan) { try await poller.run() }
    }

    @Test func cancellingEndsHangingProbesAndClosesTheNetwork() async throws {
        let closed = Mutex(0)
        var prober = Script([:]).prober
        prober.close = { closed.withLock { $0 += 1 } }
        let clock = ManualClock()
        let poller = ProbePoller(
            endpoints: [Self.endpoint("a")], prober: prober, clock: clock.clock,
            loop: MultiThreadedEventLoopGroup.singleton.next())
        let running = Task { try await poller.run() }
        var snapshots = poller.snapshots.makeAsyncIterator()
        _ = await snapshots.next()
        clock.advance(by: .seconds(1))
        running.cancel()
        try await running.value
        #expect(closed.withLock { $0 } == 1)
    }

    // MARK: History over a restart

    private func withHistory(_ body: (String) async throws -> Void) async throws {
        let path = FileManager.default.temporaryDirectory.appending(
            path: "poller-\(UUID().uuidString.prefix(8)).sqlite"
        ).path
        try await body(path)
        for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + ending) }
    }

    @Test func aRestartForgetsNothingThatIsStillTrue() async throws {
        try await withHistory { path in
            let clock = ManualClock()
            let script = Script(["a": Self.healthy, "b": Self.healthy])
            let both = [Self.endpoint("a"), Self.endpoint("b")]
            try await play(both, script, history: try ProbeHistoryStore(path: path), clock: clock) { played in
                _ = try await played.advance { $0.endpoints.allSatisfy { $0.latency.answers >= 5 } }
                script.set("b", Self.refused)
                _ = try await played.advance { $0.endpoints[1].health == .unhealthy }
            }
            script.set("b", Self.healthy)
            let restarted = clock.now
            clock.advance(by: .seconds(60))
            try await play(both, script, history: try ProbeHistoryStore(path: path), clock: clock) { played in
                let start = try await played.snapshot()
                #expect(start.endpoints[0].latency.answers >= 5)
                #expect(start.endpoints[1].changes.map(\.to) == [.healthy, .unhealthy])
                let after = try await played.advance { $0.endpoints.allSatisfy { $0.health == .healthy } }
                // `a` was healthy all along, as far as anybody knows; `b` has changed, and from what is known.
                let since = try #require(after.endpoints[0].since).timeIntervalSince(ManualClock.epoch)
                #expect(since < restarted / .seconds(1))
                #expect(after.recentChanges.map(\.endpoint.service) == ["b"])
                #expect(after.recentChanges[0].from == .unhealthy)
                #expect(after.historyFailure == nil)
            }
        }
    }

    @Test func aLongPauseKeepsTheHistoryButClaimsNothingOfTheTimeBetween() async throws {
        try await withHistory { path in
            let clock = ManualClock()
            let script = Script(["a": Self.healthy])
            try await play([Self.endpoint("a")], script, history: try ProbeHistoryStore(path: path), clock: clock) {
                played in
                _ = try await played.advance { $0.endpoints[0].latency.answers >= 5 }
            }
            clock.advance(by: .seconds(3_600))
            let before = clock.now
            try await play([Self.endpoint("a")], script, history: try ProbeHistoryStore(path: path), clock: clock) {
                played in
                let after = try await played.advance { $0.endpoints[0].health == .healthy }
                let since = try #require(after.endpoints[0].since).timeIntervalSince(ManualClock.epoch)
                #expect(since >= before / .seconds(1))
                #expect(after.endpoints[0].changes.count == 2)
            }
        }
    }

    @Test func anotherHistoryFileIsTakenWhileRunningAndNothingIsLostOrToldTwice() async throws {
        let endpoint = EndpointID(service: "a")
        func kept(_ path: String, _ clock: ManualClock) async throws -> ProbeHistoryStore.Loaded? {
            try await ProbeHistoryStore(path: path).load(now: clock.clock.wall())[endpoint]
        }
        try await withHistory { first in
            try await withHistory { second in
                let clock = ManualClock()
                let script = Script(["a": Self.healthy])
                let store = try ProbeHistoryStore(path: first)
                try await play([Self.endpoint("a")], script, history: store, clock: clock) { played in
                    _ = try await played.advance { $0.endpoints[0].latency.answers >= 5 }
                    script.set("a", Self.refused)
                    _ = try await played.advance { $0.endpoints[0].health == .unhealthy }
                    await played.poller.keepHistory(in: try ProbeHistoryStore(path: second))
                    // Both files know at once what was known: the old one as its end, the new one as its beginning.
                    #expect(try await kept(first, clock)?.changes.map(\.to) == [.healthy, .unhealthy])
                    #expect(try await kept(second, clock)?.changes.map(\.to) == [.healthy, .unhealthy])
                    #expect(try await kept(second, clock)?.history.latencies.count ?? 0 >= 5)
                    script.set("a", Self.healthy)
                    _ = try await played.advance { $0.endpoints[0].health == .healthy }
                    await played.poller.keepHistory(in: nil)
                    #expect(try await kept(first, clock)?.changes.map(\.to) == [.healthy, .unhealthy])
                    #expect(try await kept(second, clock)?.changes.map(\.to) == [.healthy, .unhealthy, .healthy])
                    script.set("a", Self.refused)
                    _ = try await played.advance { $0.endpoints[0].health == .unhealthy }
                    // Back to the first: what it missed is added, what it has is not doubled.
                    await played.poller.keepHistory(in: store)
                    let all: [Health] = [.healthy, .unhealthy, .healthy, .unhealthy]
                    #expect(try await kept(first, clock)?.changes.map(\.to) == all)
                    #expect(try await played.snapshot().historyFailure == nil)
                }
                #expect(try await kept(second, clock)?.changes.count == 3)
            }
        }
    }

    // MARK: Instances

    @Test func everyAddressOfANameIsAnInstance() async throws {
        let found = Mutex<Set<String>>(["10.0.0.2", "10.0.0.1"])
        let lookup = AddressLookup { host in host == "web.example" ? found.withLock { $0 } : [] }
        var web = Self.endpoint("web")
        web.target = try ProbeTarget("http://web.example:8080/health")
        web.everyAddress = true
        var unknown = Self.endpoint("unknown")
        unknown.target = try ProbeTarget("http://unknown.example/")
        unknown.everyAddress = true
        let script = Script(["web": Self.healthy, "unknown": Self.refused])
        try await play([web, unknown], script, lookup: lookup) { played in
            let two = try await played.advance { $0.endpoints.count == 3 && $0.endpoints[0].latency.answers > 2 }
            #expect(two.endpoints.map(\.id.description) == ["web/10.0.0.1", "web/10.0.0.2", "unknown"])
            #expect(two.endpoints.map(\.endpoint.address) == ["10.0.0.1", "10.0.0.2", nil])
            #expect(two.services.map(\.name) == ["web", "unknown"])
            found.withLock { $0 = ["10.0.0.2", "fe80::1"] }
            let moved = try await played.advance { $0.endpoints[1].id.instance == "fe80::1" }
            #expect(moved.endpoints[0].id.instance == "10.0.0.2")
            #expect(moved.endpoints[0].latency.answers > 2)
            // A name server that is down makes nobody disappear.
            found.withLock { $0 = [] }
            let later = played.clock.now + .seconds(120)
            let still = try await played.advance { _ in played.clock.now > later }
            #expect(still.endpoints.count == 3)
        }
    }

    @Test func onlyNamesAreTakenApart() throws {
        var literal = Self.endpoint("a")
        literal.target = try ProbeTarget("http://10.0.0.1/")
        literal.everyAddress = true
        var socket = literal
        socket.target = try ProbeTarget("unix:/run/a.sock:/health")
        var named = literal
        named.target = try ProbeTarget("tcp://db.example:5432")
        var plain = named
        plain.everyAddress = false
        #expect(InstanceExpansion.hosts(of: [literal, socket, named, plain]) == ["db.example"])
        #expect(
            InstanceExpansion.expand([literal, socket, plain], ["10.0.0.1": ["1"], "localhost": ["2"]]).count == 3)
    }
}
