import Audit
import ConsoleConfig
import Foundation

extension EffectRunner {
    /// What does a console's effects, by its config.
    static func live(
        engines: Engines, config: ConsoleConfig, claims: ClaimStore, alerts: AlertSender
    ) -> EffectRunner {
        EffectRunner(
            engines: engines, claims: claims, alerts: alerts,
            exporter: Exporter(folder: FileManager.default.currentDirectoryPath, now: { Date() }),
            doer: ActionDoer(
                gateway: .live(engines.clients), audit: AuditLog(path: config.audit.path), now: { Date() },
                touches: { [traces = engines.traces] action in
                    ActionTouches(
                        action.intent, alongside: action.alongside,
                        traces: await traces.surroundings(of: ActionTouches.span)
                    ).lines
                },
                pause: { seconds in try? await Task.sleep(for: .seconds(seconds)) }),
            runs: RunStore(besides: config.audit.path), now: { Date() })
    }
}
