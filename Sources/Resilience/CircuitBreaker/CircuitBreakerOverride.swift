/// A person's decision about a breaker, which stands above its own judgement.
public struct CircuitBreakerOverride: Sendable, Hashable {
    /// What a person can decide.
    public enum Kind: Sendable, Hashable {
        /// Reject all calls.
        case forceOpen
        /// Let all calls pass, unjudged.
        case disable
        /// Let trial calls pass now; what becomes of them decides as usual.
        case halfOpen
    }

    /// What was decided.
    public let kind: Kind
    /// Who decided.
    public let owner: String
    /// Why.
    public let reason: String
    /// After how long the decision lapses by itself and the breaker is again what it was before; `nil`: never.
    public let lasting: Duration?

    /// A decision.
    public init(_ kind: Kind, owner: String, reason: String, lasting: Duration? = nil) {
        self.kind = kind
        self.owner = owner
        self.reason = reason
        self.lasting = lasting.map { max(.zero, $0) }
    }
}
