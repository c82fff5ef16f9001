/// Asks a database something trivial and measures the answer: under a second is healthy, slower is degraded, an error
/// is unhealthy.
public struct DatabaseHealthCheck: HealthCheck {
    public let name: String
    public let timeout: Duration
    private let degradedFrom: Duration
    private let clock: any Clock<Duration>
    private let query: @Sendable () async throws -> Void

    /// - Parameters:
    ///   - degradedFrom: answers that take this long or longer are degraded.
    ///   - timeout: answers that take longer than this are unhealthy.
    ///   - query: runs `SELECT 1`, or whatever is the least that proves the store answers.
    public init(
        name: String = "database", degradedFrom: Duration = .milliseconds(1000), timeout: Duration = .seconds(5),
        clock: any Clock<Duration> = ContinuousClock(), query: @escaping @Sendable () async throws -> Void
    ) {
        self.name = name
        self.degradedFrom = degradedFrom
        self.timeout = timeout
        self.clock = clock
        self.query = query
    }

    public func check() async throws -> HealthFinding {
        let took = try await measured(by: clock)
        return HealthFinding(
            took < degradedFrom ? .healthy : .degraded, details: ["responseTime": .integer(took.wholeMilliseconds)])
    }

    private func measured(by clock: some Clock<Duration>) async throws -> Duration {
        let start = clock.now
        try await query()
        return start.duration(to: clock.now)
    }
}

extension Duration {
    var wholeMilliseconds: Int {
        Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
    }
}
