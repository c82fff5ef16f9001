import Foundation
import Hummingbird
import Logging

/// `GET`, `PUT` and `DELETE /chaos`: what is broken on purpose, break something, put it right.
struct ChaosRoutes: Sendable {
    static let path = "/chaos"

    let chaos: ChaosSwitch
    let logger: Logger
    /// Ends the process without any goodbye.
    let crash: @Sendable () -> Void

    func add(to router: some RouterMethods<ShopRequestContext>) {
        router.get("/chaos") { _, _ in try JSONAnswer.response(status: 200, body: chaos.settings) }
        router.put("/chaos") { request, _ in
            let wanted = try await RequestBodyReader.read(ChaosRequest.self, from: request)
            try Self.check(wanted)
            logger.notice("Broken on purpose", metadata: ["settings": "\(wanted)"])
            // Only when the answer is out: a service that refuses or dies at once would take it along.
            return try JSONAnswer.response(status: 200, body: wanted.settings) {
                if wanted.crashes { crash() }
                chaos.set(wanted.settings, for: .milliseconds(wanted.forMilliseconds))
            }
        }
        router.delete("/chaos") { _, _ in
            chaos.clear()
            logger.notice("Nothing is broken on purpose any more")
            return try JSONAnswer.response(status: 200, body: chaos.settings)
        }
    }

    private static func check(_ wanted: ChaosRequest) throws(ProblemDocument) {
        var mistakes: [ProblemDocument.Mistake] = []
        if !(0...1).contains(wanted.settings.failShare) {
            mistakes.append(.init("/settings/failShare", "must be 0 to 1"))
        }
        if !(0...ChaosRequest.longest).contains(wanted.settings.latencyMilliseconds) {
            mistakes.append(.init("/settings/latencyMilliseconds", "must be 0 to \(ChaosRequest.longest)"))
        }
        if !(1...ChaosRequest.longest).contains(wanted.forMilliseconds) {
            mistakes.append(.init("/forMilliseconds", "must be 1 to \(ChaosRequest.longest)"))
        }
        guard mistakes.isEmpty else {
            throw ProblemDocument(
                422, code: "validation_failed", title: "Validation failed", detail: "The request is not valid",
                errors: mistakes)
        }
    }
}
