import Foundation
import Sagas

/// The business truth across all services: `shop verify`.
public struct VerifyReport: Codable, Sendable, Equatable {
    public let orders: Int
    public let confirmed: Int
    public let compensated: Int
    public let needsAttention: Int
    /// Ended by a person as they were.
    public let abandoned: Int
    public let inFlight: Int
    /// Empty when everything is as it should be.
    public let violations: [Violation]

    private enum CodingKeys: String, CodingKey {
        case orders, confirmed, compensated, abandoned, violations
        case needsAttention = "needs_attention"
        case inFlight = "in_flight"
    }

    /// Judges facts by every rule.
    init(_ facts: ShopFacts) {
        orders = facts.orders.count
        confirmed = facts.orders.count { $0.isConfirmed }
        compensated = facts.orders.count { $0.isCompensated }
        needsAttention = facts.orders.count { $0.saga == .needsAttention }
        abandoned = facts.orders.count { $0.saga == .abandoned }
        inFlight = facts.orders.count { $0.isInFlight }
        violations =
            facts.damage + stockViolations(facts) + reservationViolations(facts) + chargeViolations(facts)
            + shipmentViolations(facts) + orphanedEffects(facts) + sagaViolations(facts) + readModelViolations(facts)
            + outboxViolations(facts)
    }
}
