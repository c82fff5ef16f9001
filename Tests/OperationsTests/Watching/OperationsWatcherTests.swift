import Foundation
import Operations
import OperationsClient
import Synchronization
import Testing

@testable import OperationsWatching

/// What the watcher makes of what services say, and of what they do not say.
@Suite(.timeLimit(.minutes(2)))
struct OperationsWatcherTests {
    private func watcher(_ services: [ScriptedService], interval: Duration = .milliseconds(100)) -> OperationsWatcher {
        let byBase = Dictionary(uniqueKeysWithValues: services.map { ($0.base, $0) })
        let clock = Mutex(1_795_529_007.0)
        let environment = OperationsWatcher.Environment(
            now: {
                // Nothing happens at the same moment as something else.
                clock.withLock { seconds in
                    seconds += 0.001
                    return Date(timeIntervalSince1970: seconds)
                }
            },
            sleep: { _ in
                // Every wait is over at once; the others get their turn.
                await Task.yield()
                try Task.checkCancellation()
            }, chance: { 0.5 }, reader: { byBase[$0.base] ?? services[0] })
        let apis = services.map { WatchedAPI(service: $0.base, base: $0.base, interval: interval) }
        return OperationsWatcher(apis, environment: environment)
    }

    /// Runs the watcher until a snapshot is as wanted.
    private func first(
        _ watcher: OperationsWatcher, _ isWanted: @escaping @Sendable (OperationsSnapshot) -> Bool
    ) async -> OperationsSnapshot? {
        await withTaskGroup(of: OperationsSnapshot?.self) { group in
            group.addTask {
                await watcher.run()
                return nil
            }
            group.addTask {
                for await snapshot in watcher.snapshots where isWanted(snapshot) { return snapshot }
                return nil
            }
            defer { group.cancelAll() }
            while let next = await group.next() { if let next { return next } }
            return nil
        }
    }

    @Test func breakersAndSagasAreReadToTheEnd() async throws {
        let service = ScriptedService("orders", sagas: 1_234)
        let snapshot = await first(watcher([service])) {
            $0.services[0].sagas.value.count == 1_234 && $0.services[0].breakers.at != nil
                && !$0.services[0].isReadingSagas && $0.services[0].instance == "orders-1"
        }
        let report = try #require(snapshot?.services.first)
        #expect(report.breakers.value.map(\.name) == ["orders → payments"])
        #expect(report.trouble == nil)
    }

    @Test func aServiceThatHangsDelaysNobody() async throws {
        let hanging = ScriptedService("hanging", sagas: 3)
        hanging.fail(with: nil)
        let snapshot = await first(watcher([hanging, ScriptedService("orders", sagas: 7)])) {
            $0.services[1].sagas.value.count == 7 && $0.services[1].breakers.at != nil
        }
        #expect(try #require(snapshot).services[0].lastAnswer == nil)
    }

    @Test func troubleIsASentenceAndTheLastFactsStayWithTheirAge() async throws {
        let service = ScriptedService("orders", sagas: 2)
        let watcher = watcher([service])
        let snapshot = await first(watcher) { snapshot in
            let report = snapshot.services[0]
            if report.sagas.value.count == 2, report.breakers.at != nil, !service.isFailing {
                service.fail(with: .unreachable(url: "http://orders", reason: "connection refused"))
            }
            return report.breakers.trouble != nil
        }
        let report = try #require(snapshot?.services.first)
        #expect(report.breakers.trouble == "http://orders cannot be reached: connection refused")
        #expect(report.breakers.value.count == 1 && report.breakers.at != nil)
    }

    @Test func whatChangesIsToldByItsChange() async throws {
        let service = ScriptedService("orders", sagas: 50)
        let watcher = watcher([service])
        let seen = Mutex<Int?>(nil)
        let snapshot = await first(watcher) { snapshot in
            let table = snapshot.services[0].sagas.value
            guard table.count == 50 else { return false }
            guard let before = seen.withLock({ $0 }) else {
                seen.withLock { $0 = table.lastChange }
                service.change("saga-7", to: .needsAttention)
                return false
            }
            return table.lastChange > before
        }
        let table = try #require(snapshot?.services[0].sagas.value)
        let changes = table.changes(after: try #require(seen.withLock { $0 }))
        #expect(changes.map(\.id) == ["saga-7"])
        #expect(changes.first?.row?.summary.status == .needsAttention)
    }

    @Test func theOpenSagaIsAskedForAgainWhenItChanges() async throws {
        let service = ScriptedService("orders", sagas: 5)
        let watcher = watcher([service])
        let snapshot = await first(watcher) { snapshot in
            let table = snapshot.services[0].sagas.value
            guard table.count == 5 else { return false }
            guard let report = snapshot.open?.report.value else {
                if snapshot.open == nil { Task { await watcher.open("saga-3", of: "orders") } }
                return false
            }
            if report.summary.status == .running { service.change("saga-3", to: .compensating) }
            return report.summary.status == .compensating
        }
        #expect(snapshot?.open?.report.value?.counters.late == 2)
    }

    @Test func anApiThatLeavesTheConfigLeavesTheSnapshot() async throws {
        let watcher = watcher([ScriptedService("orders", sagas: 1), ScriptedService("payments", sagas: 1)])
        let snapshot = await first(watcher) { snapshot in
            if snapshot.services.count == 2, snapshot.services.allSatisfy({ $0.sagas.value.count == 1 }) {
                Task {
                    await watcher.replace([
                        WatchedAPI(service: "payments", base: "payments", interval: .milliseconds(100))
                    ])
                }
            }
            return snapshot.services.count == 1
        }
        #expect(snapshot?.services.map(\.id) == ["payments"])
    }

    @Test func theNewestEventsAreReadAndThoseThatFollowThem() async throws {
        let service = ScriptedService("orders", sagas: 0)
        service.happen(1_200)
        let hasHappened = Mutex(false)
        let snapshot = await first(watcher([service])) { snapshot in
            let last = snapshot.services[0].events.value.last?.position
            if last == 1_200, !hasHappened.withLock({ $0 }) {
                hasHappened.withLock { $0 = true }
                service.happen(3)
            }
            return last == 1_203
        }
        #expect(try #require(snapshot).services[0].events.value.map(\.position) == Array(701...1_203))
    }

    @Test func aLogOfEventsThatWasMadeAnewIsReadFromItsBeginning() async throws {
        let service = ScriptedService("orders", sagas: 0)
        service.happen(40)
        let isLost = Mutex(false)
        let snapshot = await first(watcher([service])) { snapshot in
            let events = snapshot.services[0].events.value
            guard isLost.withLock({ $0 }) else {
                guard events.count == 40 else { return false }
                service.loseEvents(andHave: 2)
                isLost.withLock { $0 = true }
                return false
            }
            // The service answers a held question in the end, though nothing has happened.
            service.answerAll()
            return events.count == 2
        }
        #expect(try #require(snapshot).services[0].events.value.map(\.position) == [1, 2])
    }

    @Test func aServiceThatHasNoneOfAKindIsInNoTrouble() async throws {
        let snapshot = await first(watcher([ScriptedService("orders", sagas: 1)])) { $0.services[0].isHeard }
        let report = try #require(snapshot).services[0]
        #expect(report.letters.value.items.isEmpty && report.letters.at != nil)
        #expect(report.trouble == nil && report.silence == nil)
    }

    @Test func whoAnswersSomethingIsNotSilent() async throws {
        let service = ScriptedService("orders", sagas: 1)
        let snapshot = await first(watcher([service])) { snapshot in
            if snapshot.services[0].isHeard, !service.isFailing {
                service.fail(with: .unreachable(url: "http://orders", reason: "connection refused"))
            }
            return snapshot.services[0].silence != nil
        }
        #expect(try #require(snapshot).services[0].silence == "http://orders cannot be reached: connection refused")
    }
}
