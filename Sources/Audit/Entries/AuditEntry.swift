import Foundation

/// One fact of the audit log: who did what to which target, or what came of it.
///
/// All entries of one action carry its id, which is also the id of the command that is sent. An action is read as its
/// entries in order: what was wanted, what was planned, what the service answered, whether the effect was seen.
public struct AuditEntry: Sendable, Hashable {
    /// When it was written, to the millisecond.
    public var at: Date
    /// The action's id; empty for entries that only keep the chain.
    public var action: String
    /// The run of many actions that this one belongs to.
    public var bulk: String?
    /// Who acts, as the config names them.
    public var who: String
    /// The machine of the console.
    public var host: String
    /// The console's process.
    public var process: Int32
    /// What happened.
    public var fact: AuditFact

    /// An entry.
    public init(
        at: Date, action: String, bulk: String? = nil, who: String, host: String, process: Int32, fact: AuditFact
    ) {
        self.at = at
        self.action = action
        self.bulk = bulk
        self.who = who
        self.host = host
        self.process = process
        self.fact = fact
    }
}
