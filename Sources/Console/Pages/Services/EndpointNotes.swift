import Foundation
import Probes
import TerminalUI

/// What is to be said about an endpoint in words: mute, staleness, reason, late probes, a certificate that ends soon.
struct EndpointNotes {
    let status: EndpointStatus
    let now: Date
    /// Until when it is muted, or by what: `until 14:30`, `by the config`.
    let muted: String?

    init(_ status: EndpointStatus, state: State) {
        self.status = status
        now = state.moment
        muted = state.muteWords(status.id)
    }

    /// All of it in one line, what matters most first.
    func line(_ theme: Theme, _ look: StateLook) -> StyledText {
        let separator = " \(theme.art.dotSeparator) ".styled(theme.dim)
        let reasonStyle = look.tone(status.health == .healthy ? theme.dim : .plain, theme)
        return [
            muted.map { "muted \($0)".styled(theme.info) } ?? .empty,
            (stale ?? "").styled(theme.unknown),
            (flapping ?? "").styled(look.tone(theme.warning, theme)),
            status.reason.styled(reasonStyle),
            certificate(theme),
            (overdue ?? "").styled(look.tone(theme.warning, theme)),
        ].joined(separator: separator)
    }

    var stale: String? {
        guard status.isStale(at: now), let age = status.age(at: now) else { return nil }
        return "no result for \(DurationText.age(seconds: age.seconds)), before: \(status.health.rawValue)"
    }

    /// The word is in the state's place already; what it hides is the state of the moment.
    var flapping: String? { status.isFlapping ? "now \(status.health.rawValue)" : nil }

    var overdue: String? {
        status.overdue > 0 ? "\(CountText.of(status.overdue, "probe")) overdue" : nil
    }

    /// Only when there are few days left.
    func certificate(_ theme: Theme) -> StyledText {
        guard let days = status.daysToCertificateExpiry(at: now), days < Attention.certificateDays else {
            return .empty
        }
        let words = days < 0 ? "certificate expired" : "certificate ends in \(CountText.of(days, "day"))"
        return words.styled(days < 3 ? theme.bad : theme.warning)
    }
}
