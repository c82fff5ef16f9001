import Foundation
import OperationsWatching
import Probes
import TerminalUI
import Traces

/// How old what is shown is, for each source; drawn as a warning where it is stale.
struct SourceAge {
    let state: State

    func text(_ theme: Theme) -> StyledText {
        [probes(theme), operations(theme), traces(theme)].joined(
            separator: " \(theme.art.dotSeparator) ".styled(theme.dim))
    }

    private func probes(_ theme: Theme) -> StyledText {
        let endpoints = state.observation.probes.endpoints
        guard !endpoints.isEmpty else { return .empty }
        guard let newest = endpoints.lazy.compactMap(\.lastResultAt).max() else {
            return StyledText("probes waiting", theme.dim)
        }
        let stale = endpoints.count { $0.isStale(at: state.now) }
        let age = "probes \(DurationText.dataAge(seconds: state.now.timeIntervalSince(newest)))"
        return stale > 0
            ? StyledText("\(age), \(stale) stale", theme.warning) : StyledText(age, theme.dim)
    }

    /// The Operations APIs: how old the oldest answer that is not stale is, and how many do not answer.
    private func operations(_ theme: Theme) -> StyledText {
        let services = state.observation.operations.services
        guard !services.isEmpty else { return .empty }
        let ages = services.compactMap { $0.lastAnswer.map { state.now.timeIntervalSince($0) } }
        let silent = services.count { $0.trouble != nil }
        guard let newest = ages.min() else {
            return StyledText(
                silent > 0 ? "ops: \(silent) do not answer" : "ops waiting", silent > 0 ? theme.warning : theme.dim)
        }
        let age = "ops \(DurationText.dataAge(seconds: newest))"
        return silent > 0 ? StyledText("\(age), \(silent) silent", theme.warning) : StyledText(age, theme.dim)
    }

    private func traces(_ theme: Theme) -> StyledText {
        let source = state.observation.traces.source
        if source.error != nil { return StyledText("log unreadable", theme.warning) }
        guard !source.files.isEmpty else { return .empty }
        guard let last = source.lastAppend else { return StyledText("log waiting", theme.dim) }
        let age = state.now.timeIntervalSince(last.date)
        return StyledText(
            "log \(DurationText.dataAge(seconds: age))", age > Self.quietLogAfter ? theme.warning : theme.dim)
    }

    /// A log without a new line for so many seconds may be dead.
    static let quietLogAfter: TimeInterval = 30
}
