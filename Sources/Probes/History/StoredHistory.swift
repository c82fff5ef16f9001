import Foundation

/// What of an endpoint's history is kept over a restart, beside its changes.
struct StoredHistory: Sendable, Codable, Equatable {
    /// The last answers' latencies in microseconds, oldest first.
    var latencies: [UInt32]
    /// Probes without an answer.
    var failures: Int
    var uptime: UptimeCounter
    var health: Health
    /// Since when it has this health; nil when nothing was known.
    var since: Date?
}
