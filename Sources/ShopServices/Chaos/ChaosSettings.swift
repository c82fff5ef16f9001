/// What is broken on purpose in a service.
public struct ChaosSettings: Codable, Sendable, Equatable {
    /// The share of requests that are answered 500, 0 to 1.
    public var failShare: Double
    /// Milliseconds that every request waits first.
    public var latencyMilliseconds: Int
    /// Requests get no answer.
    public var hangs: Bool
    /// The service does not listen: connections are refused.
    public var refuses: Bool

    public init(
        failShare: Double = 0, latencyMilliseconds: Int = 0, hangs: Bool = false, refuses: Bool = false
    ) {
        self.failShare = failShare
        self.latencyMilliseconds = latencyMilliseconds
        self.hangs = hangs
        self.refuses = refuses
    }

    /// Nothing is broken.
    public static let none = ChaosSettings()
}

/// What `PUT /chaos` is asked for.
public struct ChaosRequest: Codable, Sendable, Equatable {
    public var settings: ChaosSettings
    /// Milliseconds after which it reverts by itself, 1 to 3,600,000. A service that refuses connections cannot be
    /// told to stop, so there is no "for ever".
    public var forMilliseconds: Int
    /// Die at once, as if killed.
    public var crashes: Bool

    public init(settings: ChaosSettings, forMilliseconds: Int, crashes: Bool = false) {
        self.settings = settings
        self.forMilliseconds = forMilliseconds
        self.crashes = crashes
    }

    /// The longest time that a service stays broken: an hour.
    public static let longest = 3_600_000
}
