/// Latencies of the last answers of one endpoint. Failures are counted beside, never mixed in.
public struct LatencySummary: Sendable, Hashable {
    /// Of the newest answer; nil before the first.
    public var last: Duration?
    /// Half of the last answers were at least so quick.
    public var p50: Duration?
    /// 99 of 100 of the last answers were at least so quick.
    public var p99: Duration?
    /// How many answers the percentiles are of; at most 512.
    public var answers: Int
    /// Probes without an answer since the endpoint is watched.
    public var failures: Int

    public init(last: Duration? = nil, p50: Duration? = nil, p99: Duration? = nil, answers: Int = 0, failures: Int = 0)
    {
        self.last = last
        self.p50 = p50
        self.p99 = p99
        self.answers = answers
        self.failures = failures
    }
}
