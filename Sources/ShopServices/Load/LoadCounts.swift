/// What became of the orders that a load generator placed.
public struct LoadCounts: Sendable, Equatable, CustomStringConvertible {
    /// Answered 201.
    public private(set) var confirmed = 0
    /// Answered with a problem.
    public private(set) var failed = 0
    /// No answer.
    public private(set) var unanswered = 0
    /// Not sent, because too many were on their way already.
    public private(set) var skipped = 0

    enum Ending: Sendable {
        case confirmed, failed, unanswered, skipped
    }

    mutating func count(_ ending: Ending) {
        switch ending {
        case .confirmed: confirmed += 1
        case .failed: failed += 1
        case .unanswered: unanswered += 1
        case .skipped: skipped += 1
        }
    }

    public var description: String {
        "confirmed \(confirmed), failed \(failed), unanswered \(unanswered), skipped \(skipped)"
    }
}
