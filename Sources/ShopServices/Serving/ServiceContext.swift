import Logging
import Observability

/// What every service of the shop is given to work with.
struct ServiceContext: Sendable {
    let settings: ServiceSettings
    let tracer: OTLPTracer
    let events: DomainEvents
    let fate: Fate
    let logger: Logger
    let clock: any Clock<Duration>

    /// Does nothing for as long as real work of this kind would take.
    func work(_ kind: String, for orderID: String, median: Duration, spread: Double = 0.5) async throws {
        let duration = fate.duration(
            median: median, spread: spread, limit: median * 12, of: settings.service.rawValue, kind,
            OrderIDs.number(in: orderID))
        try await clock.sleep(for: duration)
    }

    /// Whether the dice say that `kind` goes wrong for this order.
    /// - Parameter share: the part of ``ServiceSettings/failureRate`` that falls on this.
    func fails(_ kind: String, for orderID: String, share: Double) -> Bool {
        fate.draw(settings.service.rawValue, kind, OrderIDs.number(in: orderID)) < settings.failureRate * share
    }
}
