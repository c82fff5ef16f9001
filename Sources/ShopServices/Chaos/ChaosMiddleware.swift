import Hummingbird

/// Breaks requests as the switch says; the Operations API always works, so that it can be switched off there.
struct ChaosMiddleware<Context: RequestContext>: RouterMiddleware {
    let chaos: ChaosSwitch
    let clock: any Clock<Duration>

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let path = request.uri.path
        if path == "/ops" || path.hasPrefix("/ops/") { return try await next(request, context) }
        if chaos.settings.hangs {
            for await settings in chaos.changes() where !settings.hangs { break }
            try Task.checkCancellation()
        }
        let settings = chaos.settings
        let latency = settings.latencyMilliseconds + Int.random(in: 0...max(0, settings.jitterMilliseconds))
        if latency > 0 { try await clock.sleep(for: .milliseconds(latency)) }
        // Health answers stay true: they say unhealthy because requests fail, not by chance.
        let isProbe = path == "/health" || path == "/ready"
        if !isProbe, settings.failShare > 0, Double.random(in: 0..<1) < settings.failShare {
            throw ProblemDocument(
                500, code: "chaos", title: "Broken on purpose", detail: "A share of requests fails on purpose")
        }
        return try await next(request, context)
    }
}
