/// What is broken on purpose in a service.
public struct ChaosSettings: Codable, Sendable, Equatable {
    /// The share of requests that are answered 500, 0 to 1.
    public var failShare: Double
    /// Milliseconds that every request waits first.
    public var latencyMilliseconds: Int
    /// Milliseconds that a request waits on top of that, at most; how many of them is left to chance.
    public var jitterMilliseconds: Int
    /// Requests get no answer.
    public var hangs: Bool
    /// The service does not listen: connections are refused.
    public var refuses: Bool

    public init(
        failShare: Double = 0, latencyMilliseconds: Int = 0, jitterMilliseconds: Int = 0, hangs: Bool = false,
        refuses: Bool = false
    ) {
        self.failShare = failShare
        self.latencyMilliseconds = latencyMilliseconds
        self.jitterMilliseconds = jitterMilliseconds
        self.hangs = hangs
        self.refuses = refuses
    }

    /// Nothing is broken.
    public static let none = ChaosSettings()

    private enum CodingKeys: String, CodingKey {
        case failShare = "fail"
        case latencyMilliseconds, jitterMilliseconds
        case hangs = "hang"
        case refuses = "refuse"
    }

    /// Keys that are missing are not broken.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        failShare = try container.decodeIfPresent(Double.self, forKey: .failShare) ?? 0
        latencyMilliseconds = try container.decodeIfPresent(Int.self, forKey: .latencyMilliseconds) ?? 0
        jitterMilliseconds = try container.decodeIfPresent(Int.self, forKey: .jitterMilliseconds) ?? 0
        hangs = try container.decodeIfPresent(Bool.self, forKey: .hangs) ?? false
        refuses = try container.decodeIfPresent(Bool.self, forKey: .refuses) ?? false
    }
}

extension ChaosSettings: CustomStringConvertible {
    /// What is broken, in words, such as `50 % fail, 300 ms late`; `nothing` for nothing.
    public var description: String {
        var parts: [String] = []
        if failShare > 0 {
            let percent = (failShare * 1000).rounded() / 10
            parts.append("\(percent == percent.rounded() ? "\(Int(percent))" : "\(percent)") % fail")
        }
        if jitterMilliseconds > 0 {
            parts.append("\(latencyMilliseconds) to \(latencyMilliseconds + jitterMilliseconds) ms late")
        } else if latencyMilliseconds > 0 {
            parts.append("\(latencyMilliseconds) ms late")
        }
        if hangs { parts.append("gives no answer") }
        if refuses { parts.append("refuses connections") }
        return parts.isEmpty ? "nothing" : parts.joined(separator: ", ")
    }
}
