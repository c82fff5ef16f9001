import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Observability
import ObservabilityHummingbird
import Testing
import Tracing

/// Requests as server spans, through a real router.
struct TraceMiddlewareTests {
    private struct Broken: Error {}

    private func router(_ tracer: OTLPTracer) -> Router<BasicRequestContext> {
        let router = Router()
        router.add(middleware: TraceMiddleware(tracer: tracer))
        router.get("/orders/:id") { _, _ in
            tracer.withSpan("inside") { _ in }
            return "fine"
        }
        router.get("/refused") { _, _ -> String in throw HTTPError(.conflict, message: "no") }
        router.get("/broken") { _, _ -> String in throw Broken() }
        router.get("/health") { _, _ in "well" }
        return router
    }

    /// The spans that requests leave, by their names.
    private func spans(
        _ paths: String..., traceparent: String? = nil
    ) async throws -> [String: [String: Any]] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "middleware-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "trace.jsonl").path
        let log = TelemetryLog(
            TelemetryLog.Settings(path: path),
            resource: TelemetryResource(serviceName: "orders", instanceID: "orders-1"),
            logger: Logger(label: "test"))
        let tracer = OTLPTracer(log: log, sampler: .parentBased(root: .always))
        try await Application(router: router(tracer)).test(.router) { client in
            for path in paths {
                var headers = HTTPFields()
                if let traceparent, let name = HTTPField.Name("traceparent") { headers[name] = traceparent }
                try await client.execute(uri: path, method: .get, headers: headers) { _ in }
            }
        }
        await log.flush()
        var found: [String: [String: Any]] = [:]
        for line in (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: "\n") ?? [] {
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            for resource in object?["resourceSpans"] as? [[String: Any]] ?? [] {
                for scope in resource["scopeSpans"] as? [[String: Any]] ?? [] {
                    for span in scope["spans"] as? [[String: Any]] ?? [] {
                        found[span["name"] as? String ?? ""] = span
                    }
                }
            }
        }
        return found
    }

    private func text(_ key: String, of span: [String: Any]) -> String? {
        let pairs = span["attributes"] as? [[String: Any]] ?? []
        let value = pairs.first { $0["key"] as? String == key }?["value"] as? [String: Any]
        return value?["stringValue"] as? String ?? value?["intValue"] as? String
    }

    private func isError(_ span: [String: Any]) -> Bool { (span["status"] as? [String: Any])?["code"] as? Int == 2 }

    @Test func aRequestIsASpanNamedByItsRouteUnderItsCaller() async throws {
        let (trace, caller) = ("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331")
        let found = try await spans("/orders/7?full=1", traceparent: "00-\(trace)-\(caller)-01")
        let span = try #require(found["GET /orders/{id}"])
        #expect(span["kind"] as? Int == 2)
        #expect(span["traceId"] as? String == trace && span["parentSpanId"] as? String == caller)
        #expect(text("http.route", of: span) == "/orders/{id}")
        #expect(text("url.path", of: span) == "/orders/7" && text("url.query", of: span) == "full=1")
        #expect(text("http.response.status_code", of: span) == "200")
        #expect(!isError(span))
        #expect(found["inside"]?["parentSpanId"] as? String == span["spanId"] as? String)
    }

    @Test func whatTheCallerDidWrongIsNoErrorOfTheServer() async throws {
        let span = try #require(try await spans("/refused")["GET /refused"])
        #expect(text("http.response.status_code", of: span) == "409")
        #expect(!isError(span) && text("error.type", of: span) == nil)
    }

    @Test func aHandlerThatFailsMakesAnErrorOf500() async throws {
        let span = try #require(try await spans("/broken")["GET /broken"])
        #expect(text("http.response.status_code", of: span) == "500" && text("error.type", of: span) == "500")
        #expect(isError(span))
        let event = try #require((span["events"] as? [[String: Any]])?.first)
        #expect(event["name"] as? String == "exception")
    }

    @Test func pollingLeavesNoSpans() async throws {
        #expect(try await spans("/health", "/health").isEmpty)
    }

    @Test func aBrokenTraceparentBeginsATraceOfItsOwn() async throws {
        let span = try #require(try await spans("/refused", traceparent: "00-nonsense-01")["GET /refused"])
        #expect(span["parentSpanId"] == nil)
    }
}
