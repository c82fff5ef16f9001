import EventSourcing
import Foundation
import GRDB
import Operations
import OperationsClient
import Resilience
import ResilienceTesting
import Testing

@testable import OperationsServer

/// Commands on dead letters that a crash has interrupted, at each point where it can.
@Suite struct DeadLetterResumptionTests {
    /// A service with one dead letter, in a store that stays while its processes come and go.
    private struct Bench: Sendable {
        let store = InMemoryEventStore()
        let database: DatabaseQueue
        let delivered = Shared(0)
        let isDigestible = Shared(false)

        init() async throws {
            database = try DatabaseQueue()
            _ = try await store.append(
                Append(to: "note-1", expecting: 0, [NewEvent(type: "NoteTorn", data: Data("{}".utf8))]))
        }

        func bus() async -> EventBus {
            let bus = EventBus(
                sources: [StoreEventSource(store, name: "orders")], database: database, logger: LiveService.quiet)
            await bus.subscribe(
                Subscription(group: "mails", effects: .external) { [delivered, isDigestible] _, _ in
                    guard isDigestible.value else { throw Undeliverable("no such address") }
                    delivered.change { $0 += 1 }
                })
            return bus
        }

        func desk(_ bus: EventBus) -> CommandDesk {
            var offer = ServiceOffer()
            offer.add(BusOperations(bus))
            return CommandDesk(
                offer: offer, journal: CommandJournal(database: database), logger: LiveService.quiet)
        }

        /// Runs a bus until `body` is done.
        func running(_ body: @Sendable (EventBus) async throws -> Void) async throws {
            let bus = await bus()
            let life = Task { try await bus.run() }
            defer { life.cancel() }
            try await body(bus)
        }

        /// The letter as it is when it has died, for the first time or once more.
        func letter(_ bus: EventBus, after last: DeadLetter? = nil) async throws -> DeadLetter {
            try await eventually("it is dead") {
                try await bus.deadLetters().contains { $0.lastFailure != last?.lastFailure }
            }
            return try #require(try await bus.deadLetters().first)
        }

        /// Accepts a command and begins it, as a process does that dies then.
        func begin(_ kind: CommandKind, _ letter: DeadLetter) async throws {
            let command = Command(
                id: "c1", kind: kind, target: String(letter.id), reason: "mended", actor: "ada")
            let desk = desk(await bus())
            _ = try await desk.submit(command)
            _ = try await desk.journal.change("c1") { $0.state = .running }
        }

        /// What becomes of the command after the next start.
        func resumed(_ bus: EventBus) async throws -> CommandReport {
            let desk = desk(bus)
            let working = Task { try await desk.run() }
            defer { working.cancel() }
            try await eventually("the command ends") { try await desk.report("c1").state.isFinal }
            return try await desk.report("c1")
        }
    }

    @Test func aRetryThatHadNotTakenEffectIsDoneAfterTheNextStart() async throws {
        let bench = try await Bench()
        try await bench.running { bus in try await bench.begin(.deadLetterRetry, try await bench.letter(bus)) }
        bench.isDigestible.change { $0 = true }
        try await bench.running { bus in
            let end = try await bench.resumed(bus)
            #expect(end.state == .succeeded && end.resumptions == 1)
            try await eventually("it is delivered") { bench.delivered.value == 1 }
        }
    }

    @Test func aRetryThatHadTakenEffectIsNotDoneAgain() async throws {
        let bench = try await Bench()
        try await bench.running { bus in
            let letter = try await bench.letter(bus)
            try await bench.begin(.deadLetterRetry, letter)
            bench.isDigestible.change { $0 = true }
            try await bus.retry(deadLetter: letter.id)
            try await eventually("it is delivered") { bench.delivered.value == 1 }
            try await eventually("it is no letter any more") { try await bus.status().allSatisfy { $0.putAside == 0 } }
        }
        try await bench.running { bus in
            let end = try await bench.resumed(bus)
            #expect(end.state == .succeeded)
            #expect(try await bus.deadLetters().isEmpty)
        }
        #expect(bench.delivered.value == 1)
    }

    @Test func aRetryAfterWhichTheLetterDiedOnceMoreIsNotDoneAgain() async throws {
        let bench = try await Bench()
        try await bench.running { bus in
            let letter = try await bench.letter(bus)
            try await bench.begin(.deadLetterRetry, letter)
            try await bus.retry(deadLetter: letter.id)
            let again = try await bench.letter(bus, after: letter)
            bench.isDigestible.change { $0 = true }
            #expect(try await bench.resumed(bus).state == .succeeded)
            #expect(try await bus.deadLetters() == [again])
        }
        #expect(bench.delivered.value == 0)
    }

    @Test(arguments: [false, true])
    func aDiscardTakesEffectOnceWheneverTheProcessDied(hadTakenEffect: Bool) async throws {
        let bench = try await Bench()
        try await bench.running { bus in
            let letter = try await bench.letter(bus)
            try await bench.begin(.deadLetterDiscard, letter)
            if hadTakenEffect { try await bus.discard(deadLetter: letter.id, actor: "ada", reason: "mended") }
        }
        try await bench.running { bus in
            #expect(try await bench.resumed(bus).state == .succeeded)
            let discarded = try await bus.discardedLetters()
            #expect(discarded.map(\.actor) == ["ada"] && discarded.map(\.reason) == ["mended"])
            #expect(try await bus.deadLetters().isEmpty)
        }
    }

    @Test func aDiscardOfALetterThatHasDiedOnceMoreIsNotSaidToBeDone() async throws {
        let bench = try await Bench()
        try await bench.running { bus in
            let letter = try await bench.letter(bus)
            try await bench.begin(.deadLetterDiscard, letter)
            try await bus.retry(deadLetter: letter.id)
            let again = try await bench.letter(bus, after: letter)
            let end = try await bench.resumed(bus)
            #expect(end.state == .refused && end.failure?.code == .revisionConflict)
            #expect(try await bus.deadLetters() == [again])
        }
    }
}
