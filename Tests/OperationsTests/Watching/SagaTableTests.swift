import Foundation
import Operations
import Testing

@testable import OperationsWatching

/// A table of sagas that shares what has not changed.
struct SagaTableTests {
    @Test func aReaderThatFollowsTheChangesHasWhatTheTableHas() {
        var table = SagaTable(after: 40)
        var copy: [String: SagaSummary] = [:]
        var seen = -1
        var random = SystemRandomNumberGenerator()
        for round in 0..<200 {
            var changed: [SagaSummary] = []
            for _ in 0..<Int.random(in: 0...20, using: &random) {
                var saga = ScriptedService.saga("saga-\(Int.random(in: 0..<60, using: &random))")
                saga.revision = round
                changed.append(saga)
            }
            _ = table.take(changed)
            // Snapshots in between may be missed.
            guard round % 3 == 0 else { continue }
            for (id, row) in table.changes(after: seen) { copy[id] = row?.summary }
            seen = table.lastChange
            #expect(copy.count == table.count)
            for (id, saga) in copy { #expect(table[id]?.summary == saga) }
        }
    }

    @Test func theSameAgainIsNoChange() {
        var table = SagaTable(after: 0)
        let isNew = table.take([ScriptedService.saga("a")])
        #expect(isNew)
        let isChanged = table.take([ScriptedService.saga("a")])
        #expect(!isChanged)
        #expect(table.changes(after: table.lastChange).isEmpty)
        #expect(table.changes(after: 0).map(\.id) == ["a"])
    }

    @Test func anotherTryOfTheSameStepIsNoProgress() throws {
        var table = SagaTable(after: 0)
        var saga = ScriptedService.saga("a")
        _ = table.take([saga])
        let first = try #require(table["a"]).progressed
        saga.updatedAt += 30
        saga.revision = 2
        _ = table.take([saga])
        #expect(table["a"]?.progressed == first)
        saga.step = 0
        saga.direction = .compensate
        _ = table.take([saga])
        #expect(table["a"]?.progressed == saga.updatedAt)
    }

    @Test func theOldestThatHaveEndedLeaveFirst() {
        var table = SagaTable(after: 0)
        let count = SagaTable.limit + 50
        _ = table.take([ScriptedService.saga("running")])
        var sagas: [SagaSummary] = []
        for number in 0..<count { sagas.append(ScriptedService.saga("saga-\(number)", .completed)) }
        _ = table.take(sagas)
        #expect(table.count == SagaTable.limit)
        #expect(table["running"] != nil && table["saga-0"] == nil && table["saga-\(count - 1)"] != nil)
    }
}
