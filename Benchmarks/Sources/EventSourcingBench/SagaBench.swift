import EventSourcing
import Foundation
import Sagas

/// Sagas of four steps whose receivers answer at once.
struct SagaBench: Sendable {
    let folder: String
    let sagas = 500

    func run() async throws {
        let store = try SQLiteEventStore(path: "\(folder)/sagas.sqlite")
        let steps = (0..<4).map { number in
            SagaStep(
                "Step\(number)", .compensable, command: { _ in Data("{}".utf8) },
                compensate: { _ in .nothingToUndo }, send: { _ in StepAnswer() })
        }
        let (ended, tell) = AsyncStream<Void>.makeStream()
        let runner = SagaRunner(
            store: store, database: store.database, definitions: [try SagaDefinition("Bench", steps: steps)],
            worker: "bench", onRecord: { state, _ in if state.status.isFinal { tell.yield() } })
        let running = Task { try await runner.run() }
        defer { running.cancel() }
        let perSecond = try await rate(of: sagas * 4) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<sagas {
                    group.addTask { try await runner.start("Bench", id: SagaID(rawValue: "s\(number)"), input: number) }
                }
                try await group.waitForAll()
            }
            var ends = ended.makeAsyncIterator()
            for _ in 0..<sagas { _ = await ends.next() }
        }
        report("sagas, \(sagas) at once", perSecond, "steps")
    }
}
