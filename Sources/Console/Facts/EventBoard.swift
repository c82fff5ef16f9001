import Foundation
import Operations

/// What the Operations APIs tell of events, read models and dead letters, and of themselves.
public struct EventBoard: Sendable {
    /// Grows with each change.
    var revision = 0
    /// In the order of the config.
    var sources: [EventSource] = []

    subscript(id: EventSource.ID) -> EventSource? { sources.first { $0.id == id } }

    /// The API that answers for an instance, by the name that the config has for it or that it has for itself.
    func api(service: String, instance: String) -> EventSource.ID? {
        let all = sources.filter { $0.id.service == service }
        return (all.first { $0.id.instance == instance } ?? all.first { $0.about?.instance == instance } ?? all.first)?
            .id
    }
}

/// One Operations API: that of a service, or of one of its instances.
struct EventSource: Sendable, Identifiable {
    /// The newest events that are kept of each.
    static let kept = 2_000

    struct ID: Sendable, Hashable {
        var service: String
        /// Empty where the service has one Operations API for all of it.
        var instance: String
    }

    let id: ID
    /// Where it is.
    let address: String
    /// How often projections and dead letters are asked for, in seconds.
    var interval: TimeInterval
    /// What it says of itself; `nil` before its first answer.
    var about: ServiceDescription?
    /// By position, the newest last.
    var events: [EventReport] = []
    var projections: [ProjectionReport] = []
    var letters: [DeadLetterReport] = []
    /// There are more dead letters than were read.
    var hasMoreLetters = false
    /// When projections and dead letters were so.
    var asOf: Date?
    /// Why it does not answer at the moment.
    var trouble: String?

    var staleAfter: TimeInterval { FactSource.staleAfter * interval }

    var source: FactSource { FactSource(kind: .reported, asOf: asOf, interval: interval) }

    /// What it is called: its service, and its instance where that has an Operations API of its own.
    var title: String { id.instance.isEmpty ? id.service : "\(id.service) \(id.instance)" }
}
