import Foundation
import GRDB
import Operations
import OperationsClient
import ResilienceTesting
import Testing

@testable import OperationsServer

@Suite struct CommandDeskTests {
    private func desk(
        _ handler: CounterHandler, _ database: any DatabaseWriter
    ) -> CommandDesk {
        var offer = ServiceOffer()
        offer.add(handler)
        return CommandDesk(offer: offer, journal: CommandJournal(database: database))
    }

    private func accepted(_ answer: CommandDesk.Answer) throws -> CommandReport {
        switch answer {
        case .accepted(let report), .known(let report): return report
        case .plan: throw Problem(.internalError, "that was a plan")
        }
    }

    private func ended(_ desk: CommandDesk, _ id: String) async throws -> CommandReport {
        try await eventually("command \(id) ends") { try await desk.report(id).state.isFinal }
        return try await desk.report(id)
    }

    @Test func aCommandIsOnDiskBeforeItIsAcknowledgedAndThenDone() async throws {
        let (handler, database) = (CounterHandler(), try DatabaseQueue())
        let desk = desk(handler, database)
        let report = try accepted(try await desk.submit(.count("a")))
        #expect(report.state == .accepted)
        #expect(try await CommandJournal(database: database).find("a")?.command == .count("a"))
        let running = Task { try await desk.run() }
        let end = try await ended(desk, "a")
        running.cancel()
        #expect(end.state == .succeeded && end.result == ["done": true] && end.progress.done == end.progress.total)
        #expect(handler.counter.value.done == ["a"])
    }

    @Test func theSameIdAgainIsTheSameCommandAndAnotherWithItIsRefused() async throws {
        let (handler, database) = (CounterHandler(), try DatabaseQueue())
        let desk = desk(handler, database)
        let running = Task { try await desk.run() }
        defer { running.cancel() }
        for _ in 0..<5 { _ = try await desk.submit(.count("a")) }
        let end = try await ended(desk, "a")
        guard case .known(let again) = try await desk.submit(.count("a")) else {
            Issue.record("it was taken twice")
            return
        }
        #expect(again.state == .succeeded && again.acceptedAt == end.acceptedAt)
        #expect(handler.counter.value.done == ["a"])
        await #expect {
            _ = try await desk.submit(.count("a", on: "another"))
        } throws: { ($0 as? Problem)?.code == .idReused }
    }

    @Test func manyAtOnceWithTheSameIdAreOneCommand() async throws {
        let (handler, database) = (CounterHandler(), try DatabaseQueue())
        let desk = desk(handler, database)
        let running = Task { try await desk.run() }
        defer { running.cancel() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<50 { group.addTask { _ = try await desk.submit(.count("a")) } }
            try await group.waitForAll()
        }
        _ = try await ended(desk, "a")
        #expect(handler.counter.value.begun == ["a"])
    }

    @Test func aDryRunWritesNothingAndItsPlanCanBeOrdered() async throws {
        let (handler, database) = (CounterHandler(), try DatabaseQueue())
        let desk = desk(handler, database)
        guard case .plan(let plan) = try await desk.submit(.count("a", dryRun: true)) else {
            Issue.record("no plan")
            return
        }
        #expect(try await desk.page(after: 0, limit: 10).items.isEmpty)
        #expect(plan.effects.map(\.sentence) == ["add one"])
        let running = Task { try await desk.run() }
        defer { running.cancel() }
        _ = try await desk.submit(.count("a", plan: plan.hash))
        #expect(try await ended(desk, "a").state == .succeeded)
        await #expect {
            _ = try await desk.submit(.count("b", plan: plan.hash))
        } throws: { error in
            guard let problem = error as? Problem, problem.code == .planConflict else { return false }
            return problem.difference?.first == Difference(subject: "revision", expected: "1", actual: "2")
        }
        #expect(handler.counter.value.done == ["a"])
    }

    @Test func aRevisionThatIsNoLongerTrueIsRefusedWithTheDifferenceAndWritesNothing() async throws {
        let (handler, database) = (CounterHandler(), try DatabaseQueue())
        let desk = desk(handler, database)
        await #expect {
            _ = try await desk.submit(.count("a", expecting: 7))
        } throws: { error in
            guard let problem = error as? Problem, problem.code == .revisionConflict else { return false }
            return problem.difference?.first == Difference(subject: "revision", expected: "7", actual: "1")
        }
        #expect(try await desk.page(after: 0, limit: 10).items.isEmpty)
    }

    @Test func whatChangesBetweenAcceptanceAndTurnIsRefusedAndNothingIsDone() async throws {
        let (handler, database) = (CounterHandler(), try DatabaseQueue())
        let desk = desk(handler, database)
        // Both were true when they were accepted; on one target they take turns.
        _ = try await desk.submit(.count("a", expecting: 1))
        _ = try await desk.submit(.count("b", expecting: 1))
        let running = Task { try await desk.run() }
        defer { running.cancel() }
        #expect(try await ended(desk, "a").state == .succeeded)
        let second = try await ended(desk, "b")
        #expect(second.state == .refused && second.failure?.code == .revisionConflict)
        #expect(second.failure?.difference.first == Difference(subject: "revision", expected: "1", actual: "2"))
        #expect(handler.counter.value.done == ["a"])
    }

    @Test func whatAStopInterruptsGoesOnAfterTheNextStart() async throws {
        let database = try DatabaseQueue()
        let first = CounterHandler { _, _ in try await ContinuousClock().sleep(for: .seconds(3_600)) }
        let before = desk(first, database)
        let life = Task { try await before.run() }
        _ = try await before.submit(.count("a"))
        _ = try await before.submit(.count("b"))
        try await eventually("a begins") { try await before.report("a").state == .running }
        life.cancel()
        _ = try? await life.value
        let second = CounterHandler()
        let after = desk(second, database)
        let running = Task { try await after.run() }
        defer { running.cancel() }
        let (a, b) = (try await ended(after, "a"), try await ended(after, "b"))
        #expect(a.state == .succeeded && a.resumptions == 1)
        #expect(b.state == .succeeded && b.resumptions == 0)
        #expect(second.counter.value.resumed == ["a"] && second.counter.value.done == ["a", "b"])
    }

    @Test func aCommandThatHasNotBegunIsCancelledAtOnce() async throws {
        let (handler, database) = (CounterHandler(), try DatabaseQueue())
        let desk = desk(handler, database)
        _ = try await desk.submit(.count("a"))
        #expect(try await desk.cancel("a").state == .cancelled)
        let running = Task { try await desk.run() }
        defer { running.cancel() }
        _ = try await desk.submit(.count("b"))
        _ = try await ended(desk, "b")
        #expect(handler.counter.value.begun == ["b"])
        await #expect { _ = try await desk.cancel("a") } throws: { ($0 as? Problem)?.code == .commandEnded }
        await #expect { _ = try await desk.cancel("z") } throws: { ($0 as? Problem)?.code == .notFound }
    }

    @Test func aCommandInManyPiecesIsPausedResumedAndCancelled() async throws {
        let pieces = Shared(0)
        let handler = CounterHandler(stoppable: true) { _, run in
            while true {
                switch await run.wish() {
                case .stop: throw CommandStopped()
                case .wait: break
                case .goOn:
                    let done = pieces.change { pieces in
                        pieces += 1
                        return pieces
                    }
                    try await run.progress(done: done, total: 1_000_000)
                }
                await Task.yield()
            }
        }
        let desk = desk(handler, try DatabaseQueue())
        let running = Task { try await desk.run() }
        defer { running.cancel() }
        _ = try await desk.submit(.count("a"))
        try await eventually("it gets on") { try await desk.report("a").progress.done > 3 }
        #expect(try await desk.setPaused("a", true).paused)
        var seen = -1
        try await eventually("it stands still") {
            let now = pieces.value
            defer { seen = now }
            return now == seen
        }
        #expect(try await !desk.setPaused("a", false).paused)
        let stood = pieces.value
        try await eventually("it goes on") { pieces.value > stood }
        #expect(try await desk.cancel("a").cancelling)
        let end = try await ended(desk, "a")
        #expect(end.state == .cancelled && end.progress.done > 3 && end.progress.total == 1_000_000)
    }

    @Test func whatCannotStopSaysSo() async throws {
        let handler = CounterHandler { _, _ in try await ContinuousClock().sleep(for: .seconds(3_600)) }
        let desk = desk(handler, try DatabaseQueue())
        let running = Task { try await desk.run() }
        defer { running.cancel() }
        _ = try await desk.submit(.count("a"))
        try await eventually("a begins") { try await desk.report("a").state == .running }
        await #expect { _ = try await desk.cancel("a") } throws: { ($0 as? Problem)?.code == .commandRefused }
        await #expect { _ = try await desk.setPaused("a", true) } throws: { ($0 as? Problem)?.code == .commandRefused }
    }

    @Test func aKindThatNobodyTakesAndAnInvalidCommandAreRefusedBeforeAnythingIsWritten() async throws {
        let desk = desk(CounterHandler(), try DatabaseQueue())
        let foreign = Command(id: "a", kind: .sagaRetry, target: "x", reason: "r", actor: "ada")
        await #expect { _ = try await desk.submit(foreign) } throws: { ($0 as? Problem)?.code == .notOffered }
        await #expect {
            _ = try await desk.submit(Command(id: "a b", kind: .chaosSet, target: "x", reason: "", actor: ""))
        } throws: { error in
            (error as? Problem)?.errors?.map(\.pointer) == ["/id", "/reason", "/actor"]
        }
        #expect(try await desk.page(after: 0, limit: 10).items.isEmpty)
    }
}
