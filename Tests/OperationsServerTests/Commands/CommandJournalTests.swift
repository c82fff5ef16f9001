import Foundation
import GRDB
import Operations
import ResilienceTesting
import Testing

@testable import OperationsServer

/// The journal is closed, or its process dies, at every point where it can.
@Suite struct CommandJournalTests {
    private let now = Date(timeIntervalSince1970: 1_768_059_557.25)

    private func plan(_ command: Command) -> Plan {
        Plan(
            command, revision: 1, effects: [.init(subject: "x", action: "add", revision: 1, sentence: "add one")],
            asOf: now)
    }

    @Test func whatWasAcceptedIsThereAfterReopening() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("journal.sqlite")
        var generator = SeededGenerator(seed: 11)
        var model: [String: (state: CommandState, done: Int)] = [:]
        for round in 0..<40 {
            let journal = try CommandJournal(path: path)
            try await journal.prepare()
            let known = try await journal.page(after: 0, limit: 1_000)
            #expect(
                Dictionary(uniqueKeysWithValues: known.map { ($0.command.id, $0.state) }) == model.mapValues(\.state))
            for entry in known { #expect(entry.progress.done == model[entry.command.id]?.done) }
            #expect(
                try await journal.unfinished().map(\.command.id)
                    == known.filter { !$0.state.isFinal }.map(\.command.id))
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                try await step(journal, round, &model, &generator)
            }
            try (journal.database as? DatabasePool)?.close()
        }
        #expect(model.count > 10)
    }

    private func step(
        _ journal: CommandJournal, _ round: Int, _ model: inout [String: (state: CommandState, done: Int)],
        _ generator: inout SeededGenerator
    ) async throws {
        let open = model.filter { !$0.value.state.isFinal }.keys.sorted()
        guard let id = open.randomElement(using: &generator), Bool.random(using: &generator) else {
            let command = Command.count("c-\(model.count)")
            let (entry, isNew) = try await journal.accept(command, plan(command), at: now)
            #expect(isNew && entry.plan == plan(command) && entry.acceptedAt == now)
            let (again, isNewAgain) = try await journal.accept(command, plan(command), at: now + 9)
            #expect(!isNewAgain && again.number == entry.number && again.acceptedAt == now)
            model[command.id] = (.accepted, 0)
            return
        }
        let next =
            [CommandState.running, .running, .succeeded, .failed, .refused, .cancelled]
            .randomElement(using: &generator) ?? .running
        let (done, moment) = ((model[id]?.done ?? 0) + 1, now)
        let changed = try await journal.change(id) { entry in
            entry.state = next
            entry.progress.done = done
            if next.isFinal { entry.endedAt = moment }
        }
        #expect(changed?.state == next)
        model[id] = (next, done)
    }

    @Test func whatHasEndedNeverChangesAgain() async throws {
        let journal = CommandJournal(database: try DatabaseQueue())
        try await journal.prepare()
        let (command, moment) = (Command.count("a"), now)
        _ = try await journal.accept(command, plan(command), at: now)
        _ = try await journal.change("a") { ($0.state, $0.endedAt) = (.succeeded, moment) }
        #expect(try await journal.change("a") { $0.state = .running } == nil)
        #expect(try await journal.find("a")?.state == .succeeded)
        #expect(try await journal.change("unheard-of") { $0.state = .running } == nil)
    }

    @Test func whatEndedLongAgoIsForgottenAndWhatHasNotEndedNever() async throws {
        let journal = CommandJournal(database: try DatabaseQueue())
        try await journal.prepare()
        let moment = now
        for id in ["old", "new", "open"] {
            _ = try await journal.accept(.count(id), plan(.count(id)), at: now - 9_999)
            if id != "open" {
                _ = try await journal.change(id) { entry in
                    (entry.state, entry.endedAt) = (.succeeded, id == "old" ? moment - 100 : moment)
                }
            }
        }
        try await journal.forget(endedBefore: now - 50)
        #expect(try await journal.page(after: 0, limit: 9).map(\.command.id) == ["new", "open"])
    }
}
