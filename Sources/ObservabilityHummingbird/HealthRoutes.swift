import HTTPTypes
import Hummingbird
import NIOCore
import Observability

extension RouterMethods {
    /// Adds `GET /health`, which says what is wrong (200, or 503 when unhealthy), and `GET /ready`, which only says
    /// whether to send traffic (200 or 503).
    /// - Parameter isReady: `false` while starting and while shutting down.
    public func addHealthRoutes(_ health: HealthService, isReady: @escaping @Sendable () -> Bool) {
        get("/health") { _, _ in
            let report = await health.overallHealth()
            return HealthAnswer.response(report.httpStatus, body: report.json)
        }
        get("/ready") { _, _ in
            isReady()
                ? HealthAnswer.response(200, body: Array(#"{"status":"ready"}"#.utf8))
                : HealthAnswer.response(503, body: Array(#"{"status":"notready"}"#.utf8))
        }
    }
}

private enum HealthAnswer {
    static func response(_ status: Int, body: [UInt8]) -> Response {
        Response(
            status: HTTPResponse.Status(code: status),
            headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}
