import AsyncHTTPClient
import Foundation
import Logging
import Observability
import ServiceLifecycle
import Testing
import Tracing

/// The code of the article "Tracing a service", as a program that uses only what is public.
struct TracingAServiceExample {
    private struct Database {
        func query(_ text: String) async throws {}
    }

    private struct Shop: Service {
        let tracer: OTLPTracer
        let events: DomainEvents

        func run() async throws {
            try await tracer.withSpan("process-order") { span in
                span.attributes["order.id"] = "order-7f3a"
                try await tracer.withSpan("validate-order") { _ in try await validate() }
                let saga = DomainEvent.Saga(id: "order-7f3a", name: "OrderProcessing", stepCount: 4)
                events.record(.sagaStarted(saga))
                events.record(.sagaEnded(saga, .completed))
            }
        }

        private func validate() async throws {}
    }

    @Test func theArticlesServiceLeavesItsTraceBehind() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "article-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "trace.jsonl").path
        let logger = Logger(label: "orders") { label in TraceLogHandler(label: label, format: .json, write: { _ in }) }

        let log = TelemetryLog(
            TelemetryLog.Settings(path: path),
            resource: TelemetryResource(serviceName: "orders", instanceID: "orders-1", version: "1.4.0"),
            logger: logger)
        let tracer = OTLPTracer(log: log, sampler: .parentBased(root: .always))
        let shop = Shop(tracer: tracer, events: DomainEvents(log: log))
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(service: log),
                    .init(service: shop, successTerminationBehavior: .gracefullyShutdownGroup),
                ], logger: logger))
        try await group.run()

        #expect(log.counts.written == 4)
        #expect(log.counts.waiting == 0)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.contains("process-order") && text.contains("saga.ended"))
    }

    @Test func theArticlesHealthAnswerSaysWhatIsWrong() async throws {
        let database = Database()
        let health = HealthService(checks: [
            DatabaseHealthCheck { try await database.query("SELECT 1") },
            // Nobody listens on port 1.
            ExternalServiceHealthCheck(name: "payments", url: "http://127.0.0.1:1/health", client: HTTPClient.shared),
        ])
        let report = await health.overallHealth()
        #expect(report.status == .unhealthy)
        #expect(report.httpStatus == 503)
        #expect(report.checks.map(\.name) == ["database", "payments"])
    }
}
