import Hummingbird
import Logging

/// Turns every error of a handler into a problem document, the router's own (404, 405) too.
struct ProblemMiddleware<Context: RequestContext>: RouterMiddleware {
    let logger: Logger

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let problem as ProblemDocument {
            return try problem.response(from: request, context: context)
        } catch let error as any HTTPResponseError {
            let status = error.status.code
            let problem = ProblemDocument(
                status, code: status == 404 ? "not_found" : "refused", title: error.status.reasonPhrase,
                detail: "\(request.method.rawValue) \(request.uri.path) is not something this service does")
            return try problem.response(from: request, context: context)
        } catch let error as CancellationError {
            throw error
        } catch {
            // What went wrong inside is for the log, not for the caller.
            logger.error("A request failed", metadata: ["path": "\(request.uri.path)", "error": "\(error)"])
            let problem = ProblemDocument(
                500, code: "internal_error", title: "Internal error", detail: "The service failed; its log says why")
            return try problem.response(from: request, context: context)
        }
    }
}
