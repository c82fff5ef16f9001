import ConsoleConfig
import TerminalUI

/// What the terminal itself does for an alert: bell, desktop notification.
struct AlertSignals: Sendable {
    /// The config that holds now.
    let config: @Sendable () -> AlertsConfig

    func requests(for alert: Alert) -> [TerminalRequest] {
        let config = config()
        var requests: [TerminalRequest] = []
        if config.bell { requests.append(.bell) }
        if config.desktop != .off {
            requests.append(.notify(title: "fusebox: \(alert.title)", body: alert.reason))
        }
        return requests
    }
}
