import HTTPTypes
import Hummingbird
import Observability
import Tracing

/// Makes each request a server span with the HTTP attributes of semantic conventions 1.44, under the caller's span when
/// the request brings a `traceparent`.
///
/// The span ends when the handler has answered. It is an error for answers of 500 and more only: what the caller did
/// wrong is no error of the server.
public struct TraceMiddleware<Context: RequestContext>: RouterMiddleware {
    private let tracer: OTLPTracer
    private let untracedPaths: Set<String>

    /// - Parameter untracedPaths: exact paths that make no span, so that polling does not fill the trace log.
    public init(tracer: OTLPTracer, untracedPaths: Set<String> = ["/health", "/ready"]) {
        self.tracer = tracer
        self.untracedPaths = untracedPaths
    }

    public func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard !untracedPaths.contains(request.uri.path) else { return try await next(request, context) }
        var incoming = InstrumentationContext.topLevel
        tracer.extract(request.headers, into: &incoming, using: HTTPFieldsCarrier())
        let span = tracer.startSpan(request.method.rawValue, context: incoming, ofKind: .server)
        defer { span.end() }
        span.updateAttributes { attributes in
            attributes["http.request.method"] = request.method.rawValue
            attributes["url.path"] = request.uri.path
            attributes["url.query"] = request.uri.query
            attributes["url.scheme"] = "http"
        }
        do {
            let response = try await InstrumentationContext.withValue(span.context) {
                try await next(request, context)
            }
            describe(response.status.code, method: request.method, route: context.endpointPath, on: span)
            return response
        } catch {
            let status = (error as? any HTTPResponseError)?.status.code ?? 500
            describe(status, method: request.method, route: context.endpointPath, on: span)
            if status >= 500 { span.recordError(error) }
            throw error
        }
    }

    private func describe(_ status: Int, method: HTTPRequest.Method, route: String?, on span: OTLPSpan) {
        if let route {
            span.operationName = "\(method.rawValue) \(route)"
            span.attributes["http.route"] = route
        }
        span.attributes["http.response.status_code"] = status
        if status >= 500 {
            span.attributes["error.type"] = "\(status)"
            span.setStatus(SpanStatus(code: .error))
        }
    }
}

/// Reads and writes trace context in HTTP fields.
public struct HTTPFieldsCarrier: Injector, Extractor {
    public init() {}

    public func inject(_ value: String, forKey key: String, into fields: inout HTTPFields) {
        guard let name = HTTPField.Name(key) else { return }
        fields[name] = value
    }

    /// Several fields of one name are joined by commas, which makes a repeated `traceparent` invalid, as it should be.
    public func extract(key: String, from fields: HTTPFields) -> String? {
        guard let name = HTTPField.Name(key) else { return nil }
        let values = fields[values: name]
        return values.isEmpty ? nil : values.joined(separator: ",")
    }
}
