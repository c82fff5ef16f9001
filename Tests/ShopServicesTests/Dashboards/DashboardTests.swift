import Foundation
import ResilienceTesting
import Testing

@testable import ShopServices

/// Dashboards in whole and in part.
struct DashboardTests {
    let clock = ManualClock()
    var call: DashboardCall { DashboardCall(deadline: .milliseconds(800), clock: clock) }

    private func source<Value: Sendable>(
        _ part: String, _ service: String, _ ask: @escaping @Sendable () async throws -> Value
    ) -> DashboardSource<Value> {
        DashboardSource(part: part, service: service) { _ in try await ask() }
    }

    private func mobile(
        user: @escaping @Sendable () async throws -> MobileDashboard.User = { .init(name: "Ada", avatar: "https://a") },
        orders: @escaping @Sendable () async throws -> [MobileDashboard.Order] = {
            (1...7).map { .init(id: "order-\($0)", status: "confirmed", total: $0) }
        },
        products: @escaping @Sendable () async throws -> [MobileDashboard.Recommendation] = {
            (1...12).map { .init(id: "p\($0)", name: "P", price: $0, image: "https://i/\($0)") }
        }
    ) -> MobileSources {
        MobileSources(
            user: source("user", "users", user), recentOrders: source("recentOrders", "orders", orders),
            recommendations: source("recommendations", "catalog", products))
    }

    @Test func aPhoneGetsWhatFitsOnIt() async throws {
        let dashboard = try await mobile().dashboard(for: "ada", call)
        #expect(dashboard.user == .init(name: "Ada", avatar: "https://a"))
        #expect(dashboard.recentOrders?.count == 5 && dashboard.recommendations?.count == 10)
        #expect(dashboard.missing.isEmpty)
        let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(dashboard)) as? [String: Any]
        #expect(Set((json ?? [:]).keys) == ["user", "recentOrders", "recommendations", "missing"])
        let order = try #require((json?["recentOrders"] as? [[String: Any]])?.first)
        #expect(Set(order.keys) == ["id", "status", "total"])
        let product = try #require((json?["recommendations"] as? [[String: Any]])?.first)
        #expect(Set(product.keys) == ["id", "name", "price", "image"])
    }

    @Test(arguments: [MissingPart.Reason.breakerOpen, .busy, .unavailable, .badAnswer])
    func aSourceThatFailsLeavesItsPartOutAndSaysWhy(reason: MissingPart.Reason) async throws {
        let failure = SourceFailure(reason: reason, detail: "orders are on fire")
        let dashboard = try await mobile(orders: { throw failure }).dashboard(for: "ada", call)
        #expect(dashboard.recentOrders == nil && dashboard.user != nil && dashboard.recommendations != nil)
        #expect(
            dashboard.missing == [
                MissingPart(part: "recentOrders", source: "orders", reason: reason, detail: "orders are on fire")
            ])
        let json = String(decoding: try JSONEncoder().encode(dashboard), as: UTF8.self)
        #expect(!json.contains(#""recentOrders":"#) && json.contains(reason.rawValue))
    }

    @Test func aSourceThatIsTooSlowLeavesItsPartOutWhenTheDeadlineIsThere() async throws {
        let asked = Task { [clock] in
            try await mobile(products: {
                try await clock.sleep(for: .seconds(60))
                return []
            }).dashboard(for: "ada", call)
        }
        // The slow source and its deadline sleep; the deadlines of the others are over.
        await clock.waitForSleepers(2)
        clock.advance(by: .milliseconds(800))
        let dashboard = try await asked.value
        #expect(dashboard.recommendations == nil && dashboard.recentOrders?.count == 5)
        #expect(dashboard.missing.map(\.reason) == [.tooSlow])
    }

    @Test func withNothingAtAllThereIsNoDashboard() async throws {
        let failure = SourceFailure(reason: .unavailable, detail: "gone")
        let problem = await #expect(throws: ProblemDocument.self) {
            try await mobile(user: { throw failure }, orders: { throw failure }, products: { throw failure })
                .dashboard(for: "ada", call)
        }
        #expect(problem?.statusCode == 503 && problem?.errors?.count == 3)
    }

    @Test func anUnknownUserHasNoDashboard() async throws {
        let unknown = ProblemDocument(404, code: "unknown_user", title: "Unknown user", detail: "There is no user x")
        let problem = await #expect(throws: ProblemDocument.self) {
            try await mobile(user: { throw unknown }).dashboard(for: "x", call)
        }
        #expect(problem == unknown)
    }

    @Test func sourcesAreAskedSideBySide() async throws {
        // Each waits until all three have been asked.
        let asked = Shared(0)
        let dashboard = try await mobile(
            user: {
                try await meet(asked)
                return .init(name: "Ada", avatar: "a")
            },
            orders: {
                try await meet(asked)
                return []
            },
            products: {
                try await meet(asked)
                return []
            }
        ).dashboard(for: "ada", call)
        #expect(dashboard.missing.isEmpty)
    }

    @Test func aBrowserGetsEverything() async throws {
        let user = UserView(
            id: "ada", name: "Ada", email: "a@b.c", avatar: "https://a",
            preferences: UserPreferences(language: "de", newsletter: true, theme: .dark), createdAt: "1",
            updatedAt: "2",
            version: 3)
        let orders = (1...40).map { WebDashboard.Order(id: "order-\($0)", status: "confirmed", total: 1, items: []) }
        let sources = WebSources(
            user: source("user", "users") { user }, orders: source("orders", "orders") { orders },
            products: source("products", "catalog") {
                throw SourceFailure(reason: .breakerOpen, detail: "web-bff → catalog is open")
            },
            analytics: source("analytics", "analytics") {
                UserMetrics(
                    userId: "ada", orders: .init(placed: 1, confirmed: 1, cancelled: 0, pieces: 1), spent: 1,
                    averageOrder: 1, lastOrderAt: nil, registeredAt: nil, emailChanges: 0, preferenceChanges: 0)
            })
        let dashboard = try await sources.dashboard(for: "ada", call)
        #expect(dashboard.user?.preferences.theme == .dark && dashboard.orders?.count == 40)
        #expect(dashboard.products == nil && dashboard.analytics?.spent == 1)
        #expect(dashboard.missing.map(\.part) == ["products"] && dashboard.missing.map(\.reason) == [.breakerOpen])
    }
}

private func meet(_ asked: Shared<Int>) async throws {
    asked.change { $0 += 1 }
    let deadline = ContinuousClock.now + .seconds(60)
    while asked.value < 3 {
        guard ContinuousClock.now < deadline else { throw SourceFailure(reason: .tooSlow, detail: "alone") }
        await Task.yield()
    }
}
