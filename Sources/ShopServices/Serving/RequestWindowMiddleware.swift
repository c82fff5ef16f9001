import Hummingbird

/// Tells the request window how each request ended. Polls do not count: they would water down the shares.
struct RequestWindowMiddleware<Context: RequestContext>: RouterMiddleware {
    let window: RequestWindow
    let unwatchedPaths: Set<String>

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard !unwatchedPaths.contains(request.uri.path) else { return try await next(request, context) }
        do {
            let response = try await next(request, context)
            window.record(failed: response.status.code >= 500)
            return response
        } catch {
            window.record(failed: true)
            throw error
        }
    }
}
