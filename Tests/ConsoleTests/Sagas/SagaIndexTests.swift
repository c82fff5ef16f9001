import Foundation
import Operations
import ResilienceTesting
import Testing

@testable import Console
@testable import OperationsWatching

/// An index that moves only what changes has what one made anew would have.
struct SagaIndexTests {
    private func entry(_ number: Int, _ random: inout some RandomNumberGenerator) -> SagaEntry {
        let statuses: [SagaSummary.Status] = [.running, .waiting, .compensating, .completed, .needsAttention]
        let saga = ReportedWorlds.saga(
            "order-\(number)", statuses.randomElement(using: &random) ?? .running,
            began: Double.random(in: 1...100, using: &random), updated: Double.random(in: 0...50, using: &random))
        var table = SagaTable(after: 0)
        _ = table.take([saga])
        return SagaEntry(table["order-\(number)"]!, of: WatchedAPI(service: "orders", base: "x"))
    }

    @Test(arguments: SagaSort.allCases) func changesInAnyOrderGiveTheSameAsAllAtOnce(sort: SagaSort) throws {
        var random = SeededGenerator(seed: 7)
        let filter = try SagaFilter(parsing: "-status:completed order")
        var index = SagaIndex()
        index.ask(filter, sort, now: testNow)
        var known: [KnownSaga.ID: SagaEntry] = [:]
        for _ in 0..<60 {
            let changed = (0..<Int.random(in: 0...30, using: &random)).map { _ in
                entry(Int.random(in: 0..<200, using: &random), &random)
            }
            let gone = known.keys.shuffled(using: &random).prefix(Int.random(in: 0...4, using: &random))
                .filter { id in !changed.contains { $0.id == id } }
            for entry in changed { known[entry.id] = entry }
            for id in gone { known[id] = nil }
            index.update(changed, gone: Array(gone))
            #expect(index.total == known.count)
            #expect(index.counts.values.reduce(0, +) == known.count)
            let shown = (0..<index.count).compactMap { index[$0] }
            #expect(Set(shown.map(\.id)) == Set(known.values.filter { filter.matches($0, now: testNow) }.map(\.id)))
            let keys = index.order.items.map(\.key)
            #expect(keys == keys.sorted())
            for (row, entry) in shown.enumerated() { #expect(index.row(of: entry.id) == row) }
        }
    }

    @Test func whatIsWrongIsTheSameAsWhenAllSagasAreLookedAtOneByOne() {
        var random = SeededGenerator(seed: 11)
        var index = SagaIndex()
        var known: [KnownSaga.ID: SagaEntry] = [:]
        for round in 0..<60 {
            let changed = (0..<Int.random(in: 0...20, using: &random)).map { _ in
                var entry = entry(Int.random(in: 0..<60, using: &random), &random)
                entry.step = ["ReserveInventory", "ProcessPayment"].randomElement(using: &random) ?? ""
                entry.error = ["", "timeout", "circuit open"].randomElement(using: &random) ?? ""
                if Bool.random(using: &random) {
                    entry.api = nil
                    entry.updated -= [0, LogVoices.goneAfter].randomElement(using: &random) ?? 0
                }
                entry.heard = entry.updated
                return entry
            }
            let gone = known.keys.sorted { $0.id < $1.id }.shuffled(using: &random).prefix(3)
                .filter { id in !changed.contains { $0.id == id } }
            for entry in changed { known[entry.id] = entry }
            for id in gone { known[id] = nil }
            index.update(changed, gone: Array(gone))

            let look = index.look(at: testNow)
            let open = known.values.filter { $0.isUnderWay || $0.needsHands }
            let present = open.filter { !$0.isLeftOver(at: testNow) }
            let troubled = present.filter { $0.needsHands || $0.isStuck(at: testNow) }
            #expect(look.troubled == troubled.count && look.running == present.count - troubled.count, "\(round)")
            #expect(look.leftInNeed == open.count { $0.needsHands && $0.isLeftOver(at: testNow) }, "\(round)")
            let groups = Dictionary(grouping: troubled) {
                TroubledSagas.Kind(name: $0.name, step: $0.step, needsHands: $0.needsHands)
            }
            #expect(Set(look.groups.map(\.kind)) == Set(groups.keys), "\(round)")
            for group in look.groups {
                let members = groups[group.kind] ?? []
                let newest = members.max { ($0.updated, $0.id.id) < ($1.updated, $1.id.id) }
                #expect(group.count == members.count && index.entry(in: group.newest)?.id == newest?.id, "\(round)")
                #expect(group.since == members.map { $0.needsHands ? $0.updated : $0.progressed }.min(), "\(round)")
                #expect(group.members.count == min(2, members.count), "\(round)")
                let texts = members.map(\.error).filter { !$0.isEmpty }
                #expect(group.errors.reduce(0) { $0 + $1.count } == texts.count, "\(round)")
                for error in group.errors { #expect(error.count == texts.count { $0 == error.text }, "\(round)") }
            }
        }
    }

    @Test func aHundredThousandSagasAreOneListWithItsCounts() throws {
        var table = SagaTable(after: 0)
        _ = table.take(
            (0..<100_000).map {
                ReportedWorlds.saga(
                    "order-\($0)", $0 % 500 == 0 ? .needsAttention : .completed, updated: 39 + Double($0) / 1000)
            })
        var report = ReportedWorlds.service()
        report.sagas.answered(table, at: ago(0.2))
        var state = testState(page: .sagas)
        _ = reduce(&state, .operationsArrived(OperationsSnapshot(revision: 1, services: [report])))
        #expect(state.sagaIndex.count == 100_000 && state.sagaIndex.counts[.needsAttention] == 200)
        var changed = report
        changed.sagas.value = table
        _ = changed.sagas.value.take([ReportedWorlds.saga("order-7", .needsAttention, updated: 500)])
        _ = reduce(&state, .operationsArrived(OperationsSnapshot(revision: 2, services: [changed])))
        #expect(state.sagaIndex.counts[.needsAttention] == 201)
        #expect(state.sagaIndex[0]?.id.id == "order-7")
        state.press("G", "^u")
        expectGolden(view(state), "hundred-thousand-80x24")
    }
}
