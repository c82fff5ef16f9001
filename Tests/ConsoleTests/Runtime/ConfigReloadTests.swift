import ConsoleConfig
import Foundation
import OperationsWatching
import Probes
import TerminalUI
import Testing

@testable import Console
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
}
