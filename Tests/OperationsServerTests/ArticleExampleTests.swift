import AsyncHTTPClient
import Foundation
import GRDB
import Hummingbird
import HummingbirdTesting
import Operations
import OperationsClient
import OperationsServer
import Resilience
import Testing

/// The code of the articles of `Operations` and `OperationsServer`, with what is public only.
@Suite struct ArticleExampleTests {
    private struct Broken: Error {}

    @Test func theExamplesServiceIsSeenAndItsBreakerReset() async throws {
        let folder = try TemporaryFolder()
        let tokenPath = try folder.write(LiveService.operatorToken, to: "operator.token")
        let database = try DatabaseQueue()
        let payments = CircuitBreaker(name: "orders → payments")
        for _ in 0..<5 { try? await payments.execute { throw Broken() } }

        var offer = ServiceOffer()
        offer.add(BreakerOperations([.init(payments, dependency: "payments")], database: database))
        let api = OperationsAPI(
            about: .init(service: "orders", instance: "orders-1", version: "1.4.0", started: Date()),
            access: OperationsAccess(operators: TokenFile(path: tokenPath), viewers: nil),
            desk: CommandDesk(offer: offer, journal: CommandJournal(database: database)))
        try await api.prepare()
        let router = Router(context: OperationsRequestContext.self)
        router.addOperations(api)

        let working = Task { try await api.run() }
        defer { working.cancel() }
        let application = Application(router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)))
        try await application.test(.live) { server in
            let base = "http://127.0.0.1:\(try #require(server.port))/ops/v1"
            try await reset(base, tokenPath)
        }
        #expect(payments.snapshot().state == .closed)
    }

    private func reset(_ base: String, _ tokenPath: String) async throws {
        let http = OperationsClient.makeHTTPClient()
        defer { http.shutdown { _ in } }
        let orders = OperationsClient(base: base, tokens: TokenFile(path: tokenPath), http: http)
        var ends: [CommandState] = []
        for breaker in try await orders.breakers().items where breaker.state == .open {
            var command = Command(
                id: "reset-17", kind: .breakerReset, target: breaker.name, expectedRevision: breaker.revision,
                reason: "payments is back", actor: "ada")
            let plan = try await orders.plan(command)  // nothing is done yet
            command.plan = plan.hash
            var report = try await orders.send(command)
            while !report.state.isFinal {
                report = try await orders.command(command.id, after: report.revision, wait: 10)
            }
            ends.append(report.state)
        }
        #expect(ends == [.succeeded])
    }
}
