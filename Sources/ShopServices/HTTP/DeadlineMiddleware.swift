import HTTPTypes
import Hummingbird
import Resilience

/// Takes up the deadline that a request brings, so that nothing is begun for which nobody waits any more.
struct DeadlineMiddleware<Context: RequestContext>: RouterMiddleware {
    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard let name = HTTPField.Name(Deadline.headerName), let text = request.headers[name] else {
            return try await next(request, context)
        }
        let deadline: Deadline
        do { deadline = try Deadline(headerValue: text) } catch {
            throw ProblemDocument(
                400, code: MalformedDeadline.code, title: "Malformed deadline", detail: error.description)
        }
        guard !deadline.hasPassed() else { throw DeadlineExceeded() }
        return try await Deadline.$current.withValue(deadline) { try await next(request, context) }
    }
}
