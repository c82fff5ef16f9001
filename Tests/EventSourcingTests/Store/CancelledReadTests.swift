import EventSourcing
import GRDB
import ResilienceTesting
import Testing

struct CancelledReadTests {
    @Test func aReadThatIsCancelledAtAnyInstantLeavesItsDatabaseWritable() async throws {
        let database = try DatabaseQueue()
        try await database.write { try $0.execute(sql: "CREATE TABLE t (n INTEGER)") }
        for round in ModelRuns.seeds(10_000) {
            let read = Task {
                try await database.readOneMoment { try Int.fetchOne($0, sql: "SELECT count(*) FROM t") }
            }
            for _ in 0..<(round % 40) { await Task.yield() }
            read.cancel()
            _ = await read.result
            try await database.write { try $0.execute(sql: "INSERT INTO t VALUES (1)") }
        }
    }
}
