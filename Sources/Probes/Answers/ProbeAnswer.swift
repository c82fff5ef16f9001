import Foundation

/// What one probe brought home.
public enum ProbeResult: Sendable {
    case answered(ProbeAnswer)
    case failed(ProbeFailure, certificateExpires: Date?)
}

/// An answer that was read, before `degradedAbove`, `unhealthyAfter` and `healthyAfter` are applied.
public struct ProbeAnswer: Sendable {
    /// The HTTP status; nil for TCP.
    public var statusCode: Int?
    /// From the start of the probe to the last byte.
    public var latency: Duration
    public var health: Health
    /// One sentence in words: why it is not healthy, or what it said. Harmless to show.
    public var reason: String
    /// What the answer turned out to be in.
    public var format: HealthFormat
    public var checks: [AnsweredCheck]
    public var breakers: [ReportedBreaker]
    public var certificateExpires: Date?

    public init(
        statusCode: Int?, latency: Duration, health: Health, reason: String, format: HealthFormat,
        checks: [AnsweredCheck] = [], breakers: [ReportedBreaker] = [], certificateExpires: Date? = nil
    ) {
        self.statusCode = statusCode
        self.latency = latency
        self.health = health
        self.reason = reason
        self.format = format
        self.checks = checks
        self.breakers = breakers
        self.certificateExpires = certificateExpires
    }
}

/// A check as one answer tells it, without memory of earlier answers.
public struct AnsweredCheck: Sendable, Hashable {
    public var name: String
    public var health: Health
    /// On one line, harmless; may be empty.
    public var detail: String
    /// When the service itself made the check, if it says so.
    public var checkedAt: Date?
    public var children: [AnsweredCheck]

    public init(
        name: String, health: Health, detail: String = "", checkedAt: Date? = nil, children: [AnsweredCheck] = []
    ) {
        self.name = name
        self.health = health
        self.detail = detail
        self.checkedAt = checkedAt
        self.children = children
    }
}
