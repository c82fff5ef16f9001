import Foundation

/// The members of an entry's line besides the chain's own: `at`, `action`, `bulk`, `who`, `host`, `process`, `entry`
/// (the fact's word), and one member of that name with the fact.
extension AuditEntry: Codable {
    private enum Key: String, CodingKey {
        case at, action, bulk, who, host, process, entry
        case intent, plan, result, observation, repaired, continued
    }

    private static let time = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        let time = try values.decode(String.self, forKey: .at)
        let word = try values.decode(String.self, forKey: .entry)
        let fact: AuditFact
        switch word {
        case "intent": fact = .intent(try values.decode(AuditIntent.self, forKey: .intent))
        case "plan": fact = .plan(try values.decode(AuditPlan.self, forKey: .plan))
        case "result": fact = .result(try values.decode(AuditResult.self, forKey: .result))
        case "observation": fact = .observation(try values.decode(AuditObservation.self, forKey: .observation))
        case "repaired": fact = .repaired(try values.decode(AuditRepair.self, forKey: .repaired))
        case "continued": fact = .continued(try values.decode(AuditContinuation.self, forKey: .continued))
        default:
            throw DecodingError.dataCorruptedError(
                forKey: .entry, in: values, debugDescription: "unknown entry \(word)")
        }
        self.init(
            at: try Self.time.parse(time), action: try values.decode(String.self, forKey: .action),
            bulk: try values.decodeIfPresent(String.self, forKey: .bulk),
            who: try values.decode(String.self, forKey: .who), host: try values.decode(String.self, forKey: .host),
            process: try values.decode(Int32.self, forKey: .process), fact: fact)
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(at.formatted(Self.time), forKey: .at)
        try values.encode(action, forKey: .action)
        try values.encodeIfPresent(bulk, forKey: .bulk)
        try values.encode(who, forKey: .who)
        try values.encode(host, forKey: .host)
        try values.encode(process, forKey: .process)
        try values.encode(fact.word, forKey: .entry)
        switch fact {
        case .intent(let intent): try values.encode(intent, forKey: .intent)
        case .plan(let plan): try values.encode(plan, forKey: .plan)
        case .result(let result): try values.encode(result, forKey: .result)
        case .observation(let observation): try values.encode(observation, forKey: .observation)
        case .repaired(let repair): try values.encode(repair, forKey: .repaired)
        case .continued(let continuation): try values.encode(continuation, forKey: .continued)
        }
    }
}
