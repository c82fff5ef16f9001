import Foundation
import Logging
import Synchronization
import Testing

@testable import ShopServices

@Suite(.timeLimit(.minutes(2)))
struct ChaosSwitchTests {
    private let folder = TemporaryFolder()
    private let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    private var file: ControlFile<ChaosOrder> { ChaosOrder.file(of: .payments, in: folder.files) }

    private func make(
        clock: any Clock<Duration> = ContinuousClock(), now: Int = 1_000_000, crash: @escaping @Sendable () -> Void = {}
    ) -> ChaosSwitch {
        ChaosSwitch(file: file, logger: quiet, clock: clock, now: { now }, crash: crash)
    }

    private static func broken(_ share: Double, for milliseconds: Int = 30_000, crashes: Bool = false) -> ChaosRequest {
        ChaosRequest(settings: ChaosSettings(failShare: share), forMilliseconds: milliseconds, crashes: crashes)
    }

    @Test func whatIsBrokenRevertsByItself() async throws {
        let chaos = make(clock: InstantClock())
        try chaos.apply(Self.broken(0.5))
        for await settings in chaos.changes() where settings == .none { break }
        #expect(chaos.settings == .none)
    }

    @Test func watchersSeeTheSettingsNowAndEveryChange() async throws {
        let chaos = make()
        try chaos.apply(ChaosRequest(settings: ChaosSettings(hangs: true), forMilliseconds: 3_600_000))
        var seen: [Bool] = []
        for await settings in chaos.changes() {
            seen.append(settings.hangs)
            if seen.count == 1 { try chaos.clear() }
            if seen.count == 2 { break }
        }
        #expect(seen == [true, false])
    }

    @Test func aRestartedServiceIsBrokenForTheRestOfTheTime() async throws {
        try make(now: 1_000_000).apply(Self.broken(0.5, for: 30_000))
        #expect(make(now: 1_029_999).settings.failShare == 0.5)
        #expect(make(now: 1_030_000).settings == .none)
        let restarted = make(clock: InstantClock(), now: 1_020_000)
        for await settings in restarted.changes() where settings == .none { break }
    }

    @Test func aCrashHappensOnceAndNotAgainAfterTheRestart() throws {
        let deaths = Mutex(0)
        let first = make { deaths.withLock { $0 += 1 } }
        try first.apply(Self.broken(0.25, crashes: true))
        #expect(deaths.withLock { $0 } == 1)
        let second = make { deaths.withLock { $0 += 1 } }
        #expect(deaths.withLock { $0 } == 1)
        #expect(second.settings.failShare == 0.25)
    }

    @Test func aCrashThatWasWishedWhileTheServiceWasDownKillsNobody() throws {
        _ = try file.write(ChaosOrder(Self.broken(0, crashes: true), now: 1_000_000))
        _ = make { Issue.record("it crashed") }
    }

    @Test func anotherProcessBreaksItThroughTheFileAndLearnsThatItWasTaken() async throws {
        let chaos = make(now: 1_000_000)
        let following = Task { try await chaos.run() }
        let note = try file.write(ChaosOrder(Self.broken(1), now: 1_000_000))
        #expect(await file.waitUntilTaken(note, limit: .seconds(60)))
        #expect(chaos.settings.failShare == 1)
        following.cancel()
        _ = await following.result
    }

    @Test func nobodyTakesAWishThatNobodyFollows() async throws {
        let note = try file.write(.off)
        #expect(await !file.waitUntilTaken(note, limit: .seconds(10), clock: InstantClock()))
    }

    @Test func aFileThatIsNoWishChangesNothing() throws {
        let chaos = make()
        try chaos.apply(Self.broken(0.5))
        try Data("{".utf8).write(to: URL(filePath: file.path))
        #expect(throws: ControlFile<ChaosOrder>.Unreadable.self) { try file.read() }
        #expect(make().settings == .none)
        #expect(chaos.settings.failShare == 0.5)
    }
}

struct ChaosRequestTests {
    @Test func keysThatAreMissingAreNotBroken() throws {
        let request = try JSONDecoder().decode(ChaosRequest.self, from: Data(#"{"fail":0.3}"#.utf8))
        #expect(request == ChaosRequest(settings: ChaosSettings(failShare: 0.3), forMilliseconds: 30_000))
        let all = ChaosRequest(
            settings: ChaosSettings(
                failShare: 0.1, latencyMilliseconds: 5, jitterMilliseconds: 6, hangs: true, refuses: true),
            forMilliseconds: 7, crashes: true)
        #expect(try JSONDecoder().decode(ChaosRequest.self, from: JSONEncoder().encode(all)) == all)
    }

    @Test(arguments: [
        (#"{"fail":1.5}"#, ["fail"]), (#"{"fail":-0.1,"forMilliseconds":0}"#, ["fail", "forMilliseconds"]),
        (#"{"latencyMilliseconds":3600001,"jitterMilliseconds":-1}"#, ["latencyMilliseconds", "jitterMilliseconds"]),
        (#"{"fail":1,"forMilliseconds":3600000}"#, []),
    ])
    func everythingThatIsWrongIsSaidAtOnce(json: String, keys: [String]) throws {
        let request = try JSONDecoder().decode(ChaosRequest.self, from: Data(json.utf8))
        #expect(request.mistakes.map(\.key) == keys)
    }

    @Test func settingsAreSaidInWords() {
        #expect(ChaosSettings.none.description == "nothing")
        #expect(ChaosSettings(failShare: 0.5, latencyMilliseconds: 300).description == "50 % fail, 300 ms late")
        #expect(ChaosSettings(failShare: 0.125).description == "12.5 % fail")
        #expect(
            ChaosSettings(latencyMilliseconds: 100, jitterMilliseconds: 50, hangs: true, refuses: true).description
                == "100 to 150 ms late, gives no answer, refuses connections")
    }
}
