/// What a service is asked to break: the arguments of the command `chaos.set`.
public struct ChaosRequest: Codable, Sendable, Equatable {
    public var settings: ChaosSettings
    /// Milliseconds after which it reverts by itself, 1 to 3,600,000. A service that refuses connections cannot be
    /// told to stop by a call, so there is no "for ever".
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

    private enum CodingKeys: String, CodingKey {
        case forMilliseconds
        case crashes = "crash"
    }

    /// The settings' keys are at the top, beside `forMilliseconds` (30,000 unless said) and `crash`.
    public init(from decoder: any Decoder) throws {
        settings = try ChaosSettings(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        forMilliseconds = try container.decodeIfPresent(Int.self, forKey: .forMilliseconds) ?? 30_000
        crashes = try container.decodeIfPresent(Bool.self, forKey: .crashes) ?? false
    }

    public func encode(to encoder: any Encoder) throws {
        try settings.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(forMilliseconds, forKey: .forMilliseconds)
        try container.encode(crashes, forKey: .crashes)
    }

    /// Everything that is wrong with it, by the name of its key; empty when it can be done.
    public var mistakes: [(key: String, detail: String)] {
        var found: [(key: String, detail: String)] = []
        if !(0...1).contains(settings.failShare) { found.append(("fail", "must be 0 to 1")) }
        for (key, value) in [
            ("latencyMilliseconds", settings.latencyMilliseconds), ("jitterMilliseconds", settings.jitterMilliseconds),
        ] where !(0...Self.longest).contains(value) {
            found.append((key, "must be 0 to \(Self.longest)"))
        }
        if !(1...Self.longest).contains(forMilliseconds) {
            found.append(("forMilliseconds", "must be 1 to \(Self.longest)"))
        }
        return found
    }
}

extension ChaosRequest: CustomStringConvertible {
    /// What is asked for, in words: `50 % fail, for 30 s`.
    public var description: String {
        if crashes { return "dies at once, as if killed" }
        guard settings != .none else { return "nothing is broken any more" }
        let seconds = Double(forMilliseconds) / 1_000
        return "\(settings), for \(seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)") s"
    }
}
