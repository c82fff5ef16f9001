/// Share of probes that found the endpoint healthy or degraded, 0 to 1; nil when none was made in that time.
/// Results that say `unknown` count neither way.
public struct Uptime: Sendable, Hashable {
    public var fiveMinutes: Double?
    public var hour: Double?
    public var day: Double?

    public init(fiveMinutes: Double? = nil, hour: Double? = nil, day: Double? = nil) {
        self.fiveMinutes = fiveMinutes
        self.hour = hour
        self.day = day
    }
}
