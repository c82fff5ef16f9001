import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Observability
import ObservabilityHummingbird
import Testing

/// `/health` and `/ready` as a poller and a load balancer see them.
struct HealthRoutesTests {
    private struct Refused: Error, CustomStringConvertible { let description = "connection refused" }

    private struct Answer: Decodable, Equatable {
        struct Check: Decodable, Equatable {
            var status: String
            var details: [String: String]?
        }

        var status: String
        var checks: [String: Check]?
    }

    private func ask(
        _ path: String, finding: HealthStatus, isReady: Bool = true
    ) async throws -> (status: Int, answer: Answer, type: String?, caching: String?) {
        struct Fixed: HealthCheck {
            let name = "payments"
            let status: HealthStatus

            func check() async throws -> HealthFinding {
                if status == .unhealthy { throw Refused() }
                return HealthFinding(status)
            }
        }
        let router = Router()
        router.addHealthRoutes(HealthService(checks: [Fixed(status: finding)])) { isReady }
        return try await Application(router: router).test(.router) { client in
            try await client.execute(uri: path, method: .get) { response in
                (
                    response.status.code,
                    try JSONDecoder().decode(Answer.self, from: Data(response.body.readableBytesView)),
                    response.headers[.contentType], response.headers[.cacheControl]
                )
            }
        }
    }

    @Test func healthSaysWhatIsWrong() async throws {
        let unhealthy = try await ask("/health", finding: .unhealthy)
        #expect(unhealthy.status == 503 && unhealthy.answer.status == "unhealthy")
        #expect(
            unhealthy.answer.checks?["payments"]
                == .init(status: "unhealthy", details: ["error": "connection refused"]))
        #expect(unhealthy.type == "application/json" && unhealthy.caching == "no-store")
        let degraded = try await ask("/health", finding: .degraded)
        #expect(degraded.status == 200 && degraded.answer.checks?["payments"]?.status == "degraded")
    }

    @Test func healthIsToldWhetherOrNotTrafficMayCome() async throws {
        let answer = try await ask("/health", finding: .healthy, isReady: false)
        #expect(answer.status == 200 && answer.answer.status == "healthy")
    }

    @Test(arguments: [true, false], [HealthStatus.healthy, .unhealthy])
    func readySaysOnlyWhetherToSendTraffic(isReady: Bool, finding: HealthStatus) async throws {
        let answer = try await ask("/ready", finding: finding, isReady: isReady)
        #expect(answer.status == (isReady ? 200 : 503))
        #expect(answer.answer == Answer(status: isReady ? "ready" : "notready", checks: nil))
        #expect(answer.caching == "no-store")
    }
}

/// The code of the article "ObservabilityHummingbird".
struct ArticleExampleTests {
    @Test func theExamplesServiceAnswers() async throws {
        let log = TelemetryLog(
            TelemetryLog.Settings(path: "/dev/null"),
            resource: TelemetryResource(serviceName: "orders", instanceID: "orders-1"), logger: Logger(label: "orders"))
        let (tracer, checks, isReady) = (OTLPTracer(log: log), [any HealthCheck](), true)

        let router = Router()
        router.add(middleware: TraceMiddleware(tracer: tracer))
        router.addHealthRoutes(HealthService(checks: checks)) { isReady }
        router.get("/orders/:id") { _, context in try context.parameters.require("id") }

        try await Application(router: router).test(.router) { client in
            for path in ["/orders/7f3a", "/health", "/ready"] {
                try await client.execute(uri: path, method: .get) { #expect($0.status == .ok) }
            }
        }
        #expect(log.counts.waiting == 1)
    }
}
