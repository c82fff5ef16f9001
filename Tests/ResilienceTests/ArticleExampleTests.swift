import Resilience
import Testing

/// The example of the library's article, word for word, around a client of its own.
struct ArticleExampleTests {
    struct Order {}
    struct Receipt: Equatable {}

    struct Client {
        func charge(_ order: Order) async throws -> Receipt { Receipt() }
    }

    let client = Client()
    let payments = CircuitBreaker(name: "orders → payments")
    let connections = Bulkhead(name: "payments connections")

    func charge(_ order: Order) async throws -> Receipt {
        try await Deadline.within(.seconds(2)) {
            try await withRetries(RetryPolicy(attempts: 3), worthRetrying: { !($0 is CircuitBreakerOpen) }) { _ in
                try await payments.execute {
                    try await connections.execute(.critical) { try await client.charge(order) }
                }
            }
        }
    }

    @Test func theExampleChargesAnOrder() async throws {
        #expect(try await charge(Order()) == Receipt())
        #expect(payments.snapshot().totals.succeeded == 1)
        #expect(connections.snapshot().tiers[0].counts.entered == 1)
    }
}
