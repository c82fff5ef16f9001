/// Who sits at the console.
public struct OperatorConfig: Sendable, Equatable {
    /// Written into every command and the audit log; 1 to 100 characters.
    public var name: String
    /// Nothing can be changed from this console.
    public var readOnly: Bool
    /// A file whose first line is the bearer token for services that have no `tokenFile` of their own.
    public var tokenFile: String?

    /// Somebody who may act.
    public init(name: String = "operator", readOnly: Bool = false, tokenFile: String? = nil) {
        self.name = name
        self.readOnly = readOnly
        self.tokenFile = tokenFile
    }
}

/// Where every action is recorded before it is sent.
public struct AuditConfig: Sendable, Equatable {
    /// The hash-chained JSON lines; created with its folder when it does not exist.
    public var path: String

    /// The audit log at `path`.
    public init(path: String = "var/audit.jsonl") { self.path = path }
}

/// Where the probes' history outlives a restart.
public struct HistoryConfig: Sendable, Equatable {
    /// A small SQLite file; created with its folder when it does not exist.
    public var path: String

    /// The history at `path`.
    public init(path: String) { self.path = path }
}

/// Where it is kept who has taken what ("mine until 14:30").
public struct ClaimsConfig: Sendable, Equatable {
    /// A file that all consoles of the machine share; created with its folder when it does not exist.
    public var path: String

    /// The claims at `path`.
    public init(path: String = "var/claims.json") { self.path = path }
}
