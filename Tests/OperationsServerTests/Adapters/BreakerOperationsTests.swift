import Foundation
import GRDB
import Operations
import Resilience
import ResilienceTesting
import Testing

@testable import OperationsServer

@Suite struct BreakerOperationsTests {
    /// A service's life: its breakers are new, its disk is the old one.
    private struct Life: Sendable {
        let breaker: CircuitBreaker<ManualClock>
        let clock = ManualClock()
        let desk: CommandDesk
        let operations: BreakerOperations

        init(_ database: any DatabaseWriter, _ now: @escaping @Sendable () -> Date) {
            breaker = CircuitBreaker(name: "orders → payments", clock: clock)
            operations = BreakerOperations(
                [.init(breaker, dependency: "payments")], database: database, clock: clock, now: now,
                logger: LiveService.quiet)
            var offer = ServiceOffer()
            offer.add(operations)
            desk = CommandDesk(
                offer: offer, journal: CommandJournal(database: database), now: now, logger: LiveService.quiet)
        }

        func report() async throws -> BreakerReport { try #require(await operations.breakers().first) }

        /// Sends a command and waits for its end.
        func end(_ command: Command) async throws -> CommandReport {
            _ = try await desk.submit(command)
            try await eventually("\(command.id) ends") { try await desk.report(command.id).state.isFinal }
            return try await desk.report(command.id)
        }
    }

    private func command(_ id: String, _ kind: CommandKind, expecting revision: Int? = nil, for seconds: Double? = nil)
        -> Command
    {
        Command(
            id: id, kind: kind, target: "orders → payments", expectedRevision: revision, reason: "payments is down",
            actor: "ada", expiresIn: seconds)
    }

    @Test func anOverrideSaysWhoWhyAndUntilWhenAndStandsAfterARestart() async throws {
        let database = try DatabaseQueue()
        let now = Shared(Date(timeIntervalSince1970: 1_768_059_557))
        let first = Life(database) { now.value }
        let running = Task { try await first.desk.run() }
        #expect(try await first.end(command("a", .breakerForceOpen, for: 600)).state == .succeeded)
        let report = try await first.report()
        #expect(report.state == .forcedOpen && report.dependency == "payments")
        #expect(
            report.override
                == BreakerReport.Override(
                    kind: .forceOpen, owner: "ada", reason: "payments is down", command: "a", until: now.value + 600))
        running.cancel()
        _ = try? await running.value

        now.change { $0 += 100 }
        let second = Life(database) { now.value }
        try await second.desk.prepare()
        let later = try await second.report()
        #expect(later.state == .forcedOpen && later.override?.until == now.value + 500)
        #expect(later.override?.command == "a" && later.revision > report.revision)
        second.clock.advance(by: .seconds(499))
        #expect(try await second.report().state == .forcedOpen)
        second.clock.advance(by: .seconds(2))
        #expect(try await second.report().state == .closed)

        now.change { $0 += 501 }
        let third = Life(database) { now.value }
        try await third.desk.prepare()
        #expect(try await third.report().state == .closed)
    }

    @Test func anOverrideLapsesAndIsForgottenAlthoughNobodyLooks() async throws {
        let database = try DatabaseQueue()
        let life = Life(database) { Date(timeIntervalSince1970: 1_768_059_557) }
        let running = Task { try await life.desk.run() }
        defer { running.cancel() }
        await life.clock.waitForSleepers(1)
        #expect(try await life.end(command("a", .breakerDisable, for: 5)).state == .succeeded)
        #expect(try await BreakerOverrides(database: database).all().map(\.command) == ["a"])
        var changes = life.breaker.changes().makeAsyncIterator()
        for _ in 0..<6 {
            await life.clock.waitForSleepers(1)
            life.clock.advance(by: .seconds(1))
        }
        let change = await changes.next()
        #expect(change?.to == .closed && change.map { "\($0.cause)" } == "the override of ada lapsed")
        try await eventually("it is off the disk") { try await BreakerOverrides(database: database).all().isEmpty }
    }

    @Test func aResetEndsAnOverrideForGood() async throws {
        let database = try DatabaseQueue()
        let life = Life(database) { Date(timeIntervalSince1970: 1_768_059_557) }
        let running = Task { try await life.desk.run() }
        _ = try await life.end(command("a", .breakerForceOpen))
        let seen = try await life.report().revision
        #expect(try await life.end(command("b", .breakerReset, expecting: seen)).state == .succeeded)
        #expect(try await life.report().state == .closed)
        running.cancel()
        _ = try? await running.value
        let next = Life(database) { Date(timeIntervalSince1970: 1_768_059_600) }
        try await next.desk.prepare()
        #expect(try await next.report().state == .closed)
        // What was seen before the restart is not true any more, although nothing else has happened since.
        await #expect {
            _ = try await next.desk.submit(command("c", .breakerDisable, expecting: seen))
        } throws: { ($0 as? Problem)?.code == .revisionConflict }
    }

    @Test func whatACrashInterruptsEitherStandsOrIsRefused() async throws {
        // The process dies after the command is on disk and before, between or after its two halves.
        for (kept, pinned, state) in [
            (true, true, CommandState.succeeded), (true, false, .succeeded), (false, true, .refused),
            (false, false, .succeeded),
        ] {
            let database = try DatabaseQueue()
            let before = Life(database) { Date(timeIntervalSince1970: 1_768_059_557) }
            try await before.desk.prepare()
            let seen = try await before.report().revision
            _ = try await before.desk.submit(
                command("a", .breakerForceOpen, expecting: pinned ? seen : nil, for: 600))
            _ = try await before.desk.journal.change("a") { $0.state = .running }
            if kept {
                try await BreakerOverrides(database: database).keep(
                    .init(
                        breaker: "orders → payments", kind: .forceOpen, owner: "ada", reason: "r", command: "a",
                        until: nil))
            }
            let after = Life(database) { Date(timeIntervalSince1970: 1_768_059_600) }
            let running = Task { try await after.desk.run() }
            defer { running.cancel() }
            try await eventually("it ends") { try await after.desk.report("a").state.isFinal }
            let end = try await after.desk.report("a")
            #expect(end.state == state && end.resumptions == 1, "kept \(kept) pinned \(pinned): \(end)")
            #expect(try await after.report().state == (state == .succeeded ? .forcedOpen : .closed))
        }
    }

    @Test func aClosedBreakerHasNothingToTryOut() async throws {
        let life = Life(try DatabaseQueue()) { Date(timeIntervalSince1970: 1_768_059_557) }
        await #expect {
            _ = try await life.desk.submit(command("a", .breakerHalfOpen))
        } throws: { ($0 as? Problem)?.code == .commandRefused }
        await #expect {
            _ = try await life.desk.submit(
                Command(id: "a", kind: .breakerReset, target: "nobody", reason: "r", actor: "ada"))
        } throws: { ($0 as? Problem)?.code == .notFound }
    }

    @Test func aPlanIsThePlanWhenItIsMadeAgain() async throws {
        let now = Shared(Date(timeIntervalSince1970: 1_768_059_557))
        let life = Life(try DatabaseQueue()) { now.value }
        let running = Task { try await life.desk.run() }
        defer { running.cancel() }
        var order = command("a", .breakerForceOpen, for: 90)
        order.dryRun = true
        guard case .plan(let plan) = try await life.desk.submit(order) else {
            Issue.record("no plan")
            return
        }
        #expect(
            plan.effects.map(\.sentence) == ["orders → payments: CLOSED → FORCED_OPEN for 90 s; all calls are rejected"]
        )
        now.change { $0 += 30 }
        (order.dryRun, order.plan) = (false, plan.hash)
        #expect(try await life.end(order).state == .succeeded)
    }
}
