/// Which bulkhead an endpoint is probed in. Tiers share nothing, so `critical` never waits behind `reporting`.
public enum ProbeTier: String, Sendable, Codable, CaseIterable {
    case critical
    case normal
    case reporting
}
