import AsyncHTTPClient
import Foundation
import Operations
import OperationsClient
import OperationsWatching
import Probes
import TerminalUI
import Testing

@testable import Console
@testable import ConsoleConfig
@testable import Traces

/// A changed config is taken while the console runs.
struct ConfigReloadTests {
    @Test func themeAlertsAndMutesChangeAtOnce() {
        var state = testState()
        #expect(state.theme.text == Theme.dark.text && !state.alerts.isEnabled)
        let alerts = AlertPolicy(AlertsConfig(bell: true, settle: .seconds(3)))
        let config = TakenConfig(operatorName: "bob", mutedServices: ["a"], theme: .monochrome, alerts: alerts)
        _ = reduce(&state, .configChanged(.taken(["screen: theme auto → monochrome"], config)))
        #expect(state.theme.accent == Theme.monochrome.accent && state.theme.accent != Theme.dark.accent)
        #expect(state.alerts == alerts)
        #expect(state.options.operatorName == "bob" && state.overview.permanentMutes == ["a"])
        _ = reduce(&state, .configChanged(.taken([], TakenConfig(operatorName: "bob"))))
        #expect(state.theme.accent == Theme.dark.accent && !state.alerts.isEnabled)
    }

    @Test func whoRefusesColourGetsNoneWhateverTheConfigSaysLater() {
        let themes = TerminalThemes(suggested: .monochrome, isFixed: true)
        #expect(themes.theme(.dark).accent == Theme.monochrome.accent)
    }

    @Test func onlyTheAuditLogWaitsForARestartAndNoServiceThatIsCalledLikeIt() {
        func change(_ subject: String, isOfSection: Bool) -> ConfigDifference.Change {
            ConfigDifference.Change(subject: subject, sentence: "path a → b", isOfSection: isOfSection)
        }
        #expect(ConfigReload.sentence(change("audit", isOfSection: true)) == "audit: path a → b (after a restart)")
        #expect(ConfigReload.sentence(change("audit", isOfSection: false)) == "audit: path a → b")
        #expect(ConfigReload.sentence(change("alerts", isOfSection: true)) == "alerts: path a → b")
    }

    @Test func whoWatchesShowsTheOperatorsTokenWhereAServiceHasNoneOfItsOwn() throws {
        func service(_ name: String, tokenFile: String?) throws -> ServiceConfig {
            let health = try EndpointAddress.read("http://127.0.0.1:1/health")
            let operations = try EndpointAddress.read("http://127.0.0.1:1/ops/v1")
            return ServiceConfig(
                name: name, instances: [InstanceConfig(health: health)], operations: operations, tokenFile: tokenFile)
        }
        let config = ConsoleConfig(
            services: [try service("a", tokenFile: nil), try service("b", tokenFile: "b.token")],
            operator: OperatorConfig(tokenFile: "operator.token"))
        #expect(WatchedAPI.all(of: config).map(\.tokenFile) == ["operator.token", "b.token"])
    }

    @Test func whoActsLooksIntoTheConfigThatHoldsNow() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "live-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var config = ConsoleConfig()
        config.claims = ClaimsConfig(path: folder.appending(path: "one.json").path)
        let live = LiveConfig(config)
        let (claims, signals) = (ClaimStore(following: live), AlertSignals { live.current.alerts })
        let claim = Claim(
            key: "k", owner: "ada", until: testNow.addingTimeInterval(60), note: "mine")
        try claims.save(claim, now: testNow)
        let alert = Alert(title: "payments unhealthy", reason: "503")
        #expect(signals.requests(for: alert).isEmpty)
        config.claims = ClaimsConfig(path: folder.appending(path: "two.json").path)
        config.alerts.bell = true
        live.take(config)
        #expect(try claims.read(now: testNow).isEmpty)
        #expect(signals.requests(for: alert).count == 1)
    }

    @Test(.timeLimit(.minutes(1))) func anotherTraceLogIsReadAndAnswersTheSameQuestions() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "reading-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func log(_ name: String, traces: ClosedRange<Int>) throws -> TraceEngineConfiguration {
            let path = folder.appending(path: name).path
            let lines = try traces.flatMap { trace in
                try TraceWorlds.goodOrder(trace).map { try $0.line(ago: Double(trace)) }
            }
            try lines.map { $0 + "\n" }.joined().write(toFile: path, atomically: true, encoding: .utf8)
            return TraceEngineConfiguration(paths: [path])
        }
        let reading = TraceReading(configuration: try log("one.jsonl", traces: 2...4))
        let running = Task { await reading.run() }
        defer { running.cancel() }
        var snapshots = reading.snapshots.makeAsyncIterator()
        var last: UInt64 = 0
        func wait(until isMet: (TraceSnapshot) -> Bool) async throws {
            while true {
                let snapshot = try #require(await snapshots.next())
                #expect(snapshot.revision > last)
                last = snapshot.revision
                if isMet(snapshot) { return }
            }
        }
        try await wait { $0.list.count == 3 }
        let query = TraceQuery(filter: try TraceFilter(parsing: "service:orders"))
        await reading.query(query)
        try await wait { $0.list.query == query }
        await reading.replace(configuration: try log("two.jsonl", traces: 10...16))
        try await wait { $0.list.count == 7 && $0.list.query == query }
    }

    @Test func whoActsReachesAServiceThatWasAddedAndNoneThatHasLeft() async throws {
        func config(_ names: [String]) throws -> ConsoleConfig {
            var config = ConsoleConfig()
            config.services = try names.map { name in
                ServiceConfig(
                    name: name, instances: [],
                    operations: try EndpointAddress("http://127.0.0.1:1/\(name)/ops/v1", schemes: .operated))
            }
            return config
        }
        let http = OperationsClient.makeHTTPClient()
        let clients = OperationsClients(try config(["orders"]), http: http)
        #expect(clients.entry(service: "orders", instance: "")?.client.base == "http://127.0.0.1:1/orders/ops/v1")
        #expect(clients.entry(service: "payments", instance: "") == nil)
        clients.take(try config(["payments"]))
        #expect(clients.entry(service: "payments", instance: "payments-1")?.api.service == "payments")
        #expect(clients.entry(service: "orders", instance: "") == nil)
        try await http.shutdown()
    }

    @Test func whatElseACommandTouchesIsWhatTheLastMinutesOfTracesShow() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "touches-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "trace.jsonl").path
        let now = Date().timeIntervalSince(testNow)
        let lines = try (2...4).flatMap { trace in
            try TraceWorlds.goodOrder(trace).map { try $0.line(ago: Double(trace) - now) }
        }
        try lines.map { $0 + "\n" }.joined().write(toFile: path, atomically: true, encoding: .utf8)
        let reading = TraceReading(configuration: TraceEngineConfiguration(paths: [path]))
        let running = Task { await reading.run() }
        for await snapshot in reading.snapshots where snapshot.list.count == 3 { break }
        let intent = ActionIntent(service: "payments", kind: .breakerReset, target: "payments → bank")
        let recent = await reading.surroundings(of: ActionTouches.span)
        #expect(ActionTouches(intent, traces: recent).lines.contains { $0.hasPrefix("called by orders (3)") })
        let none = await reading.surroundings(of: .zero)
        #expect(!ActionTouches(intent, traces: none).lines.contains { $0.hasPrefix("called by") })
        running.cancel()
        await running.value
    }
}
