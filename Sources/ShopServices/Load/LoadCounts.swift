/// What became of what customers did.
public struct LoadCounts: Codable, Sendable, Equatable, CustomStringConvertible {
    /// Answered 2xx.
    public internal(set) var accepted = 0
    /// Answered that it cannot be done: 4xx.
    public internal(set) var refused = 0
    /// Answered that something is wrong inside: 5xx.
    public internal(set) var failed = 0
    /// No answer.
    public internal(set) var unanswered = 0
    /// Not sent, because too many were on their way already.
    public internal(set) var skipped = 0

    enum Ending: Sendable {
        case accepted, refused, failed, unanswered, skipped
    }

    mutating func count(_ ending: Ending) {
        switch ending {
        case .accepted: accepted += 1
        case .refused: refused += 1
        case .failed: failed += 1
        case .unanswered: unanswered += 1
        case .skipped: skipped += 1
        }
    }

    public var description: String {
        "accepted \(accepted), refused \(refused), failed \(failed), unanswered \(unanswered), skipped \(skipped)"
    }
}
