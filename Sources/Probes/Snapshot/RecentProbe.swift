import Foundation

/// One probe's result, kept for the sparkline and the list of last answers.
public struct RecentProbe: Sendable, Hashable {
    /// When the probe was started.
    public var at: Date
    /// What this result alone says, before `unhealthyAfter` and `healthyAfter`.
    public var health: Health
    /// From the start to the last byte of the answer; nil when there was no answer.
    public var latency: Duration?
    /// The HTTP status; nil without an answer and for TCP.
    public var statusCode: Int?
    /// One sentence in words, harmless to show.
    public var reason: String

    public init(at: Date, health: Health, latency: Duration?, statusCode: Int?, reason: String) {
        self.at = at
        self.health = health
        self.latency = latency
        self.statusCode = statusCode
        self.reason = reason
    }
}
