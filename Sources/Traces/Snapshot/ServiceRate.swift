/// One service's last five minutes. Requests are SERVER and CONSUMER spans, and roots of any kind.
public struct ServiceRate: Sendable, Equatable, Identifiable {
    public var service: String
    /// Requests that ended within the window.
    public var requests: Int
    /// Those with status ERROR.
    public var errors: Int
    /// Requests per second over the window, or over the time since the first request when that is shorter.
    public var requestsPerSecond: Double
    /// Median and 99th percentile of their durations, within 1 %.
    public var p50: Duration
    public var p99: Duration
    /// Requests in each of the last 60 intervals of five seconds, oldest first.
    public var trend: [Int]
    /// Failed requests in the same intervals.
    public var errorTrend: [Int]

    /// The service's name.
    public var id: String { service }
    /// 0 to 1; 0 without requests.
    public var errorShare: Double { requests == 0 ? 0 : Double(errors) / Double(requests) }
}
