/// The call was not made: there was no room for it. It says nothing about the thing that was to be called.
public struct BulkheadRejection: Error, Sendable, Hashable, CustomStringConvertible {
    /// A stable word for metrics and APIs.
    public static let code = "bulkhead_rejected"

    /// Why there was no room.
    public enum Cause: Sendable, Hashable {
        /// All permits taken, and as many waiting as may wait.
        case queueFull(waiting: Int)
        /// No permit came free in time.
        case waitedTooLong(Duration)
        /// The caller's deadline has passed, or would before its turn.
        case deadlinePassed
    }

    /// The bulkhead.
    public let bulkhead: String
    /// The tier of the call.
    public let tier: BulkheadTier
    /// Why.
    public let cause: Cause

    /// A rejection.
    public init(bulkhead: String, tier: BulkheadTier, cause: Cause) {
        self.bulkhead = bulkhead
        self.tier = tier
        self.cause = cause
    }

    public var description: String {
        let reason =
            switch cause {
            case .queueFull(let waiting): "all permits are taken and \(waiting) callers wait already"
            case .waitedTooLong(let wait): "no permit came free within \(wait.inSeconds)"
            case .deadlinePassed: "the caller's deadline passed while it waited for a permit"
            }
        return "bulkhead \(bulkhead), tier \(tier.rawValue): \(reason)"
    }
}
