import EventSourcing
import HTTPTypes
import Hummingbird
import Logging
import Resilience

/// Turns every error of a handler into a problem document, the router's own (404, 405) too.
struct ProblemMiddleware<Context: RequestContext>: RouterMiddleware {
    let logger: Logger

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let problem as ProblemDocument {
            return try answer(problem, request, context)
        } catch let error as any HTTPResponseError {
            let status = error.status.code
            let problem = ProblemDocument(
                status, code: status == 404 ? "not_found" : "refused", title: error.status.reasonPhrase,
                detail: "\(request.method.rawValue) \(request.uri.path) is not something this service does")
            return try answer(problem, request, context)
        } catch let error as CancellationError {
            throw error
        } catch {
            // What went wrong inside is for the log, not for the caller.
            logger.error("A request failed", metadata: ["path": "\(request.uri.path)", "error": "\(error)"])
            return try answer(Self.problem(for: error), request, context)
        }
    }

    private func answer(_ problem: ProblemDocument, _ request: Request, _ context: Context) throws -> Response {
        var response = try problem.response(from: request, context: context)
        if problem.statusCode == 503 { response.headers[.retryAfter] = "1" }
        return response
    }

    /// 503 is a word that callers may rely on: nothing has happened.
    private static func problem(for error: any Error) -> ProblemDocument {
        switch error {
        case let error as EventStoreError:
            switch error {
            case .conflict, .eventIDInUse:
                ProblemDocument(
                    409, code: error.code, title: "Conflict", detail: "Somebody else was faster; nothing was done")
            case .full, .notWritable, .corrupt:
                ProblemDocument(
                    503, code: error.code, title: "Store not writable",
                    detail: "The service cannot record anything now; nothing was done")
            case .failed, .cancelled, .invalid: internalError
            }
        case is BulkheadRejection:
            ProblemDocument(
                503, code: BulkheadRejection.code, title: "Too busy", detail: "There is no room for the request now")
        case is CircuitBreakerOpen:
            ProblemDocument(
                503, code: CircuitBreakerOpen.code, title: "Dependency unavailable",
                detail: "A service that this one needs does not work now")
        case is DeadlineExceeded:
            ProblemDocument(
                504, code: DeadlineExceeded.code, title: "Deadline exceeded",
                detail: "The caller's deadline has passed")
        default: internalError
        }
    }

    private static var internalError: ProblemDocument {
        ProblemDocument(
            500, code: "internal_error", title: "Internal error", detail: "The service failed; its log says why")
    }
}
