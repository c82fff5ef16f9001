/// How many probes of each tier may run at once: the bulkheads of polling. Tiers never lend places to each other.
public struct ProbeLimits: Sendable, Hashable {
    /// From 1.
    public var critical: Int
    /// From 1.
    public var normal: Int
    /// From 1.
    public var reporting: Int

    public init(critical: Int, normal: Int, reporting: Int) {
        self.critical = max(1, critical)
        self.normal = max(1, normal)
        self.reporting = max(1, reporting)
    }

    /// Wide enough that endpoints which all hang until their timeouts still do not delay each other, within 1,024
    /// critical, 1,024 normal and 256 reporting; never below the widths of the document's bulkheads (10, 20, 5).
    ///
    /// A hanging endpoint holds a place for `timeout` of every `interval`. The sum of these shares is the mean need μ;
    /// phases are random, so μ + 4√μ + 4 covers its peaks. 1,000 endpoints of 10 s with a timeout of 1 s need 144.
    public static func sized(for endpoints: some Sequence<Endpoint>) -> ProbeLimits {
        var need: [ProbeTier: Double] = [:]
        for endpoint in endpoints {
            need[endpoint.tier, default: 0] += min(1, endpoint.timeout / endpoint.interval)
        }
        func width(_ tier: ProbeTier, from least: Int, to most: Int) -> Int {
            let mean = need[tier] ?? 0
            return min(most, max(least, Int((mean + 4 * mean.squareRoot() + 4).rounded(.up))))
        }
        return ProbeLimits(
            critical: width(.critical, from: 10, to: 1_024), normal: width(.normal, from: 20, to: 1_024),
            reporting: width(.reporting, from: 5, to: 256))
    }

    subscript(tier: ProbeTier) -> Int {
        switch tier {
        case .critical: critical
        case .normal: normal
        case .reporting: reporting
        }
    }
}
