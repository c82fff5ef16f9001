import AsyncHTTPClient
import Foundation
import GRDB
import NIOCore
import NIOHTTP1
import Operations
import Resilience
import Testing

@testable import ShopServices

/// Reports, however many, on real processes: they wait for each other, and no order waits for them.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct ReportBulkheadTests {
    private static let bounds = BulkheadPolicy.standard[.reporting]

    /// A past that a report needs a while for, straight into the read model: reports look at nothing else.
    private func remember(_ orders: Int, in files: ShopFiles) async throws {
        let database = try DatabaseQueue(path: files.store(of: .orders))
        defer { try? database.close() }
        try await database.write { db in
            try db.execute(
                sql: """
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
                    INSERT INTO orders SELECT 1000000 + i, 'order-past-' || i, 'user-' || (i % 100), 'confirmed', ?, 498,
                        'card', NULL, NULL, NULL, NULL, 0 FROM n
                    """,
                arguments: [
                    orders,
                    #"[{"price":249,"quantity":2,"sku":"fuse-10a"},{"price":249,"quantity":1,"sku":"rcd-40"}]"#,
                ])
        }
    }

    private func tier(_ tier: BulkheadTier, _ shop: RunningShop) async throws -> BulkheadReport.Tier {
        struct List: Decodable { let items: [BulkheadReport] }
        var request = HTTPClientRequest(url: shop.topology.url(of: .orders) + "/ops/v1/bulkheads")
        let token = try String(contentsOfFile: shop.files.viewerToken, encoding: .utf8)
        request.headers.add(
            name: "authorization", value: "Bearer \(token.trimmingCharacters(in: .whitespacesAndNewlines))")
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
        let body = Data(try await response.body.collect(upTo: 1 << 20).readableBytesView)
        let reports = try JSONDecoder().decode(List.self, from: body).items
        let database = try #require(reports.first { $0.name == "orders database" })
        return try #require(database.tiers.first { $0.tier == tier.rawValue })
    }

    @Test func aBulkheadFullOfReportsLeavesOrdersAlone() async throws {
        try await RunningShop.run { shop in
            try await remember(60_000, in: shop.files)
            var configuration = HTTPClient.Configuration()
            configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 200
            let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
            let url = shop.topology.url(of: .orders) + "/reports/sales"
            let asked = shop
            let reports = Task { await Self.keepAsking(client, url) }
            let result: Result<[Duration], any Error>
            do { result = .success(try await placeOrders(in: asked)) } catch { result = .failure(error) }
            reports.cancel()
            let told = await reports.value
            try await client.shutdown()
            // An order that stood in the reports' queue would take as long as they do.
            let orders = try result.get().sorted()
            let answered = told.filter { $0.status == 200 }.map(\.took).sorted()
            #expect(Set(told.map(\.status)).isSubset(of: [200, 503]))
            try #require(!answered.isEmpty)
            #expect(orders[orders.count / 2] < answered[answered.count / 2])
        }
    }

    /// Asks for more reports than may run and wait together; whoever is done asks again, until it is cancelled.
    private static func keepAsking(_ client: HTTPClient, _ url: String) async -> [(status: UInt, took: Duration)] {
        await withTaskGroup(of: (status: UInt, took: Duration)?.self) { group in
            func ask() {
                group.addTask {
                    let start = ContinuousClock.now
                    let answer = try? await client.execute(HTTPClientRequest(url: url), timeout: .seconds(120))
                    guard let answer, (try? await answer.body.collect(upTo: 1 << 20)) != nil else { return nil }
                    return (answer.status.code, start.duration(to: .now))
                }
            }
            for _ in 0..<(bounds.limit + bounds.queue + 10) { ask() }
            var done: [(status: UInt, took: Duration)] = []
            while let next = await group.next() {
                guard let next else { continue }
                done.append(next)
                // Those who were sent away stay away.
                if next.status == 200, !Task.isCancelled { ask() }
            }
            return done
        }
    }

    /// Places orders while the bulkhead is full, and checks what it has counted.
    private func placeOrders(in shop: RunningShop) async throws -> [Duration] {
        var before = try await tier(.reporting, shop)
        while before.waiting < Self.bounds.queue - 1 || before.rejected == 0 {
            try Task.checkCancellation()
            before = try await tier(.reporting, shop)
        }
        let critical = try await tier(.critical, shop)
        var took: [Duration] = []
        for _ in 0..<30 {
            let start = ContinuousClock.now
            let answer = try await shop.placeOrder()
            took.append(start.duration(to: .now))
            #expect(answer.status == 201)
        }
        let after = try await tier(.reporting, shop)
        let criticalAfter = try await tier(.critical, shop)
        // Reports had all that they may have, and a queue, for all the time.
        #expect(before.inUse == Self.bounds.limit && after.inUse == Self.bounds.limit)
        #expect(after.waiting > 0 && after.rejected > 0)
        // Orders got a connection at once, each of them.
        #expect(criticalAfter.entered >= critical.entered + took.count)
        #expect(criticalAfter.queued == critical.queued)
        #expect(criticalAfter.rejected == 0 && criticalAfter.timedOut == 0)
        // Some of the reports that had to wait are told.
        while try await tier(.reporting, shop).entered < 3 * Self.bounds.limit { try Task.checkCancellation() }
        return took
    }
}
