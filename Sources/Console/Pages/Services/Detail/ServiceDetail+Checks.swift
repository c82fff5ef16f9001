import Foundation
import Probes
import TerminalUI

extension ServiceDetail {
    /// All checks of the last answer, those inside others further in.
    func addChecks(_ status: EndpointStatus, to text: inout DetailText) {
        guard !status.checks.isEmpty else { return }
        let isOld = status.newestLatency == nil && !status.recent.isEmpty
        let remark = isOld ? "of the last answer, \(age(status.lastAnswerAt)) ago".styled(theme.warning) : .empty
        text.heading("Checks", remark)
        add(status.checks, depth: 0, to: &text)
    }

    private func add(_ checks: [CheckNode], depth: Int, to text: inout DetailText) {
        // Answers nest as deep as their service likes; a line has to hold something beside its indent.
        let indent = min(depth * 2, width / 3)
        let name = min(28, max(12, width / 3)) - indent
        for check in checks {
            let look = StateLook(check.health, theme)
            text.row(
                [
                    (
                        String(repeating: " ", count: indent).styled(.plain) + StyledText(check.name),
                        indent + max(8, name)
                    ),
                    (look.text, 11), (DetailText.trailing(age(check.since).styled(theme.dim), in: 7), 7),
                ], last: check.detail.styled(check.health == .healthy ? theme.dim : .plain))
            add(check.children, depth: depth + 1, to: &text)
        }
    }

    /// One check alone: state, what was said about it, how it has changed.
    func addCheck(_ check: CheckNode, of status: EndpointStatus, to text: inout DetailText) {
        text.line(StateLook(check.health, theme).text + since(check.since))
        if !check.detail.isEmpty { text.sentence(StyledText(check.detail), indent: 2) }
        if let at = check.checkedAt {
            text.sentence("the service itself checked at \(clock.moment(at, now: now))".styled(theme.dim), indent: 2)
        }
        text.heading("Last hour")
        text.line(HealthStrip(check).text(min(width, 120), from: now.addingTimeInterval(-3_600), to: now, theme))
        text.line(HealthStrip.legend(theme))
        for change in check.history.reversed() {
            text.line("\(clock.moment(change.at, now: now))  ".styled(theme.dim) + HealthSign(change.to).text(theme))
        }
        guard !check.children.isEmpty else { return }
        text.heading("Inside it")
        add(check.children, depth: 0, to: &text)
    }

    func age(_ date: Date?) -> String {
        date.map { DurationText.age(seconds: now.timeIntervalSince($0)) } ?? ""
    }
}
