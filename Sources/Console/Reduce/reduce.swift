import Foundation
import OperationsWatching
import TerminalUI

/// The one place where the console's state changes. Does no I/O; what is to be done comes back as effects.
public func reduce(_ state: inout State, _ action: Action) -> [Effect] {
    var effects: [Effect]
    switch action {
    case .acted(let id, let event):
        effects = state.acted(id, event)
    case .auditRead(let reading, let failure):
        effects = state.auditRead(reading, failure: failure)
    case .claimsRead(let claims):
        state.overview.claims = Dictionary(claims.map { ($0.key, $0) }) { $1 }
        effects = []
    case .configChanged(let change):
        effects = state.configChanged(change)
    case .exported(let path, let shortfall):
        if let shortfall {
            state.say("written to \(path), but \(shortfall)", .failure)
        } else {
            state.say("written to \(path)")
        }
        effects = []
    case .failed(let failure):
        state.say("\(failure.attempt): \(failure.sentence)", .failure)
        effects = []
    case .filterGiven(let text):
        effects = state.filterPage(by: text)
    case .input(let event):
        effects = state.take(event)
    case .operationsArrived(let snapshot):
        effects = state.operationsArrived(snapshot)
    case .probesArrived(let snapshot):
        state.latest.take(snapshot)
        effects = state.observed()
    case .runsFound(let records):
        effects = state.runsFound(records)
    case .spanDetailArrived(let detail):
        state.spanDetailArrived(detail)
        effects = []
    case .traceCompared(let result):
        state.traceCompared(result)
        effects = []
    case .tick(let now):
        effects = state.tick(now)
    case .tracesArrived(let snapshot):
        state.latest.take(snapshot)
        effects = state.observed()
    case .unfinishedFound(let actions):
        effects = state.unfinishedFound(actions)
    }
    state.followLists()
    return effects + state.openSagaEffects()
}

extension State {
    /// The Operations APIs have told something new; what only events are new of is told by their page.
    fileprivate mutating func operationsArrived(_ snapshot: OperationsSnapshot) -> [Effect] {
        let before = latest.operations
        latest.take(snapshot)
        acting.gate.services = Dictionary(
            snapshot.services.map { (EventSource.ID($0.api), ActionGate.Service($0)) }
        ) { first, _ in first }
        if held == nil, before.eventChanges != snapshot.eventChanges { events.isOutdated = true }
        return observed()
    }

    /// Works out anew what follows from the snapshots.
    fileprivate mutating func observed() -> [Effect] {
        refreshOverview()
        refreshServices()
        breakers.isOutdated = true
        refreshTraces()
        return alertEffects() + renewTracePane() + seeActions()
    }

    fileprivate mutating func tick(_ now: Date) -> [Effect] {
        self.now = now
        toasts.removeAll { $0.until <= now }
        overview.claims = overview.claims.filter { $0.value.until > now }
        endMutes()
        acting.forgetEnded(at: now)
        breakers.isOutdated = breakers.isOutdated || !breakers.activeFilter.isEmpty
        if held == nil { latest.askSagasAgain(now: now) }
        refreshOverview()
        return alertEffects() + watchActions { _ in .tick } + runMany()
    }

    fileprivate mutating func filterPage(by text: String) -> [Effect] {
        switch page {
        case .overview: submitTimelineFilter(text) ?? []
        case .services: submitServicesFilter(text) ?? []
        case .breakers: submitBreakersFilter(text) ?? []
        case .sagas: submitSagasFilter(text) ?? []
        case .traces: showTraces(filter: text)
        case .events: submitEventsFilter(text) ?? []
        case .audit: submitAuditFilter(text) ?? []
        }
    }

    private mutating func alertEffects() -> [Effect] {
        // Alerts look at the newest even while the screen is paused.
        let items = Attention(observation: latest, now: now, muted: mutedEndpoints(in: latest)).items()
        let claimed = Set(items.filter { overview.claim(on: $0, now: now) != nil }.map(\.id))
        return alerts.update(items, claimed: claimed, now: now).map { [.alert($0)] } ?? []
    }

    fileprivate mutating func configChanged(_ change: ConfigChange) -> [Effect] {
        switch change {
        case .taken(let changes, let config):
            options.operatorName = config.operatorName
            options.isReadOnly = options.isReadOnlyByCommand || config.isReadOnly
            options.theme = options.themes.theme(config.theme)
            overview.permanentMutes = config.mutedServices
            alerts.take(config.alerts)
            guard !changes.isEmpty else { break }
            say("config: " + changes.joined(separator: "; "))
            for change in changes { record("config", change, by: "config") }
        case .refused(let mistakes):
            let more = mistakes.count > 1 ? " (and \(mistakes.count - 1) more; run fusebox check)" : ""
            say("config not taken, the old one stays: \(mistakes.first ?? "it cannot be read")\(more)", .failure)
            record("config", "not taken: \(mistakes.first ?? "it cannot be read")", by: "config")
        }
        return []
    }

    /// Keeps every cursor on its item and on the screen, whatever has changed.
    fileprivate mutating func followLists() {
        switch page {
        case .overview: followOverview()
        case .services: followServices()
        case .breakers: followBreakers()
        case .sagas: followSagas()
        case .traces: followTraces()
        case .events: followEvents()
        case .audit: followAudit()
        }
    }
}
