import EventSourcing
import Foundation
import GRDB
import Resilience
import Testing

@testable import ShopServices

@Suite(.timeLimit(.minutes(2)))
struct ServiceDatabaseTests {
    /// Holds reads for as long as a test wants.
    private final class Gate: Sendable {
        private let semaphore = DispatchSemaphore(value: 0)
        let entered = AsyncStream<Void>.makeStream()

        func hold() {
            entered.continuation.yield()
            semaphore.wait()
        }

        func open(_ count: Int) { for _ in 0..<count { semaphore.signal() } }
    }

    @Test func aBulkheadFullOfReportsLeavesOrdersAlone() async throws {
        let folder = TemporaryFolder()
        let database = try ServiceDatabase(name: "orders", path: folder.files.store(of: .orders))
        let gate = Gate()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<30 {
                group.addTask { try await database.read(.reporting) { _ in gate.hold() } }
            }
            var entered = gate.entered.stream.makeAsyncIterator()
            for _ in 0..<5 { _ = await entered.next() }
            // Five reports run, and no sixth begins; an order's reads and writes need none of their connections.
            for number in 0..<20 {
                let one = try await database.read(.critical) { try Int.fetchOne($0, sql: "SELECT 1") }
                #expect(one == 1)
                try await database.execute(.critical) {
                    _ = try await database.store.append(
                        Append(
                            to: StreamID(rawValue: "order-\(number)"), expecting: 0,
                            [NewEvent(type: "OrderPlaced", data: Data("{}".utf8))]))
                }
            }
            let reporting = try #require(database.bulkhead.snapshot().tiers.first { $0.tier == .reporting })
            #expect(reporting.inUse == 5)
            gate.open(30)
            try await group.waitForAll()
        }
        #expect(try await database.store.head() == 20)
    }

    @Test func readersCannotWrite() async throws {
        let folder = TemporaryFolder()
        let database = try ServiceDatabase(name: "orders", path: folder.files.store(of: .orders))
        for tier in BulkheadTier.allCases {
            await #expect(throws: DatabaseError.self) {
                try await database.read(tier) { try $0.execute(sql: "DELETE FROM events") }
            }
        }
    }
}
