import Foundation
import Operations
import OperationsWatching

/// What the Operations APIs tell of events, read models and dead letters, and of themselves.
struct EventBoard: Sendable {
    /// Grows with each change.
    let revision: Int
    /// In the order of the config.
    let sources: [EventSource]

    init(_ snapshot: OperationsSnapshot = .empty) {
        revision = snapshot.eventChanges
        sources = snapshot.services.map(EventSource.init)
    }

    subscript(id: EventSource.ID) -> EventSource? { sources.first { $0.id == id } }

    /// The API that answers for an instance, by the name that the config has for it or that it has for itself.
    func api(service: String, instance: String) -> EventSource.ID? {
        let all = sources.filter { $0.id.service == service }
        return (all.first { $0.id.instance == instance } ?? all.first { $0.about?.instance == instance } ?? all.first)?
            .id
    }
}

/// One Operations API, that of a service or of one of its instances, as a source of events.
struct EventSource: Sendable, Identifiable {
    struct ID: Sendable, Hashable {
        var service: String
        /// Empty where the service has one Operations API for all of it.
        var instance: String
    }

    private let report: ServiceReport

    init(_ report: ServiceReport) { self.report = report }

    var id: ID { ID(report.api) }
    /// Where it is.
    var address: String { report.api.base }
    /// What it says of itself; `nil` before its first answer.
    var about: ServiceDescription? { report.description.value }
    /// By position, the newest last.
    var events: [EventReport] { report.events.value }
    var projections: [ProjectionReport] { report.projections.value }
    var letters: [DeadLetterReport] { report.letters.value.items }
    /// There are more dead letters than were read.
    var hasMoreLetters: Bool { report.letters.value.hasMore }
    /// When both projections and dead letters were so.
    var asOf: Date? {
        guard let projections = report.projections.at, let letters = report.letters.at else { return nil }
        return min(projections, letters)
    }
    /// Why some of it is not told at the moment.
    var trouble: String? {
        report.projections.trouble ?? report.letters.trouble ?? report.events.trouble ?? report.silence
    }

    var source: FactSource {
        FactSource(kind: .reported, asOf: asOf, interval: report.api.interval.seconds)
    }
    var staleAfter: TimeInterval { FactSource.staleAfter * source.interval }

    /// What it is called: its service, and its instance where that has an Operations API of its own.
    var title: String { id.instance.isEmpty ? id.service : "\(id.service) \(id.instance)" }
}

extension EventSource.ID {
    init(_ api: WatchedAPI) { self.init(service: api.service, instance: api.instance) }
}

extension ActionGate.Service {
    /// What an Operations API says of itself and of who asks.
    init(_ report: ServiceReport) {
        let about = report.description.value
        self.init(
            role: about?.role.rawValue, kinds: about.map { Set($0.commands.map(\.rawValue)) }, trouble: report.silence)
    }
}
