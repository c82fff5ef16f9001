import AsyncHTTPClient
import EventSourcing
import EventSourcingHTTP
import Logging
import Observability
import Tracing

/// What every service of the shop is given to work with.
struct ServiceContext: Sendable {
    let settings: ServiceSettings
    /// `service.instance.id`.
    let instanceID: String
    let tracer: OTLPTracer
    let events: DomainEvents
    let fate: Fate
    let logger: Logger
    let clock: any Clock<Duration>
    /// `nil`: the service keeps nothing.
    let database: ServiceDatabase?
    let callers: ServiceCallers
    /// For requests that wait for events.
    let feedClient: HTTPClient

    /// A service without a file was to keep something.
    struct KeepsNothing: Error, CustomStringConvertible {
        let service: ShopTopology.Service
        var description: String { "\(service.rawValue) has no file to keep anything in" }
    }

    /// A service was to call one that it does not know.
    struct DoesNotCall: Error, CustomStringConvertible {
        let service: ShopTopology.Service
        let target: ShopTopology.Service
        var description: String { "\(service.rawValue) is not declared to call \(target.rawValue)" }
    }

    /// - Throws: ``KeepsNothing``.
    func requireDatabase() throws -> ServiceDatabase {
        guard let database else { throw KeepsNothing(service: settings.service) }
        return database
    }

    /// - Throws: ``DoesNotCall``.
    func caller(to target: ShopTopology.Service) throws -> ServiceCaller {
        guard let caller = callers[target] else { throw DoesNotCall(service: settings.service, target: target) }
        return caller
    }

    /// The events of another service.
    /// - Throws: ``DoesNotCall``.
    func feed(of other: ShopTopology.Service) throws -> RemoteEventSource {
        guard settings.service.follows.contains(other) else {
            throw DoesNotCall(service: settings.service, target: other)
        }
        return RemoteEventSource(name: other.rawValue, url: settings.url(of: other) + "/events", client: feedClient)
    }

    /// What a new event says about its origin: the running span, and what it belongs to.
    func metadata(correlation: String? = nil, actor: String? = nil) -> EventMetadata {
        EventMetadata(correlation: correlation, traceparent: TraceParent.current, actor: actor)
    }

    /// Does nothing for as long as real work of this kind would take.
    func work(_ kind: String, for orderID: String, median: Duration, spread: Double = 0.5) async throws {
        let duration = fate.duration(
            median: median, spread: spread, limit: median * 12, of: settings.service.rawValue, kind,
            OrderIDs.number(in: orderID))
        try await clock.sleep(for: duration)
    }

    /// Whether the dice say that `kind` goes wrong for this order.
    /// - Parameters:
    ///   - share: the part of ``ServiceSettings/failureRate`` that falls on this.
    ///   - attempt: what may go well the next time is drawn anew for each try.
    func fails(_ kind: String, for orderID: String, share: Double, attempt: Int = 1) -> Bool {
        fate.draw(settings.service.rawValue, kind, OrderIDs.number(in: orderID), "\(attempt)")
            < settings.failureRate * share
    }
}

extension TraceParent {
    /// The running span as a header says it; `nil`: there is none.
    static var current: String? { InstrumentationContext.current?.trace.map { format($0) } }
}
