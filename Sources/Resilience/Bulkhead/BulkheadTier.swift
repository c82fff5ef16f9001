/// How important a call is. A tier never waits behind a lesser one, and each has permits that no other can take.
public enum BulkheadTier: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// Orders, payments: what the business lives on.
    case critical
    /// Everything else.
    case normal
    /// Reports and other work that can wait.
    case reporting

    /// From the most important to the least.
    public static func < (left: BulkheadTier, right: BulkheadTier) -> Bool {
        left.rank < right.rank
    }

    var rank: Int {
        switch self {
        case .critical: 0
        case .normal: 1
        case .reporting: 2
        }
    }
}
