import DequeModule
import Operations

/// The plans that were made last, so that a command whose plan is no longer true can be told what has changed.
struct RecentPlans: Sendable {
    private var order: Deque<String> = []
    private var plans: [String: Plan] = [:]
    private let limit = 256

    mutating func keep(_ plan: Plan) {
        guard plans.updateValue(plan, forKey: plan.hash) == nil else { return }
        order.append(plan.hash)
        if order.count > limit, let oldest = order.popFirst() { plans[oldest] = nil }
    }

    subscript(hash: String) -> Plan? { plans[hash] }
}
