import Hummingbird

/// Breaks requests as the switch says; the switch's own route always works.
struct ChaosMiddleware<Context: RequestContext>: RouterMiddleware {
    let chaos: ChaosSwitch
    let clock: any Clock<Duration>

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let path = request.uri.path
        if path == ChaosRoutes.path { return try await next(request, context) }
        if chaos.settings.hangs {
            for await settings in chaos.changes() where !settings.hangs { break }
            try Task.checkCancellation()
        }
        let settings = chaos.settings
        if settings.latencyMilliseconds > 0 {
            try await clock.sleep(for: .milliseconds(settings.latencyMilliseconds))
        }
        // Health answers stay true: they say unhealthy because requests fail, not by chance.
        let isProbe = path == "/health" || path == "/ready"
        if !isProbe, settings.failShare > 0, Double.random(in: 0..<1) < settings.failShare {
            throw ProblemDocument(
                500, code: "chaos", title: "Broken on purpose", detail: "A share of requests fails on purpose")
        }
        return try await next(request, context)
    }
}
