import DequeModule

/// What a service has done for each order, so that doing or undoing it again changes nothing.
///
/// The rules are those of sagas: forward and compensation are idempotent; a compensation for something that never
/// happened succeeds and is remembered; a forward step that arrives after its own compensation is refused.
public struct EffectLedger<Effect: Sendable & Equatable>: Sendable {
    /// What becomes of a forward step.
    public enum Forward: Equatable, Sendable {
        /// Not seen before: do it, then ``EffectLedger/record(_:for:)`` it.
        case new
        case alreadyDone(Effect)
        case refusedAfterCompensation
    }

    /// What becomes of a compensation.
    public enum Compensation: Equatable, Sendable {
        /// To be undone now; it is remembered as undone already.
        case undo(Effect)
        case alreadyUndone
        case neverHappened
    }

    private enum Entry: Sendable {
        case done(Effect)
        case undone
    }

    private var entries: [String: Entry] = [:]
    private var order: Deque<String> = []
    private let limit: Int

    /// - Parameter limit: orders that are remembered; the oldest are forgotten first.
    public init(limit: Int = 100_000) { self.limit = max(1, limit) }

    /// Orders that are remembered.
    public var count: Int { entries.count }

    public func forward(_ orderID: String) -> Forward {
        switch entries[orderID] {
        case nil: .new
        case .done(let effect): .alreadyDone(effect)
        case .undone: .refusedAfterCompensation
        }
    }

    /// Remembers what was done.
    public mutating func record(_ effect: Effect, for orderID: String) { set(.done(effect), for: orderID) }

    public mutating func compensate(_ orderID: String) -> Compensation {
        switch entries[orderID] {
        case nil:
            set(.undone, for: orderID)
            return .neverHappened
        case .done(let effect):
            set(.undone, for: orderID)
            return .undo(effect)
        case .undone:
            return .alreadyUndone
        }
    }

    private mutating func set(_ entry: Entry, for orderID: String) {
        if entries.updateValue(entry, forKey: orderID) == nil {
            order.append(orderID)
            if order.count > limit { entries[order.removeFirst()] = nil }
        }
    }
}
