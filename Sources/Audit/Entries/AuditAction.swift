import Foundation

/// One action with everything that the log says of it.
public struct AuditAction: Sendable, Hashable, Identifiable {
    /// Its id, which is the command's.
    public var id: String
    /// The run of many that it belongs to.
    public var bulk: String?
    /// When it was wanted.
    public var at: Date
    /// Who wanted it.
    public var who: String
    /// The machine and process of their console.
    public var host: String, process: Int32
    public var intent: AuditIntent
    public var plan: AuditPlan?
    public var result: AuditResult?
    public var observation: AuditObservation?

    /// An action that was announced.
    public init(
        id: String, bulk: String? = nil, at: Date, who: String, host: String, process: Int32, intent: AuditIntent
    ) {
        self.id = id
        self.bulk = bulk
        self.at = at
        self.who = who
        self.host = host
        self.process = process
        self.intent = intent
    }

    /// It was announced, and what became of it is not on record.
    public var isOpen: Bool { result == nil }
}

extension AuditAction {
    /// The actions of a log, in the order in which they were wanted.
    public static func actions(in lines: some Sequence<AuditLine>) -> [AuditAction] {
        var actions: [AuditAction] = []
        var places: [String: Int] = [:]
        for line in lines {
            let entry = line.entry
            if case .intent(let intent) = entry.fact {
                places[entry.action] = actions.count
                actions.append(
                    AuditAction(
                        id: entry.action, bulk: entry.bulk, at: entry.at, who: entry.who, host: entry.host,
                        process: entry.process, intent: intent))
                continue
            }
            guard let place = places[entry.action] else { continue }
            switch entry.fact {
            case .plan(let plan): actions[place].plan = plan
            case .result(let result): actions[place].result = result
            case .observation(let observation): actions[place].observation = observation
            case .intent, .repaired, .continued: break
            }
        }
        return actions
    }
}
