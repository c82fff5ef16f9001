import Operations

extension OperationsClient {
    /// What a command would do. Nothing is done.
    public func plan(_ command: Command) async throws(OperationsClientError) -> Plan {
        var dry = command
        dry.dryRun = true
        return try await post("/commands", dry)
    }

    /// Sends a command. The same identity again is the same command: after an error that leaves it in doubt
    /// (``OperationsClientError/leavesCommandInDoubt``), send it again.
    public func send(_ command: Command) async throws(OperationsClientError) -> CommandReport {
        try await post("/commands", command)
    }

    /// The service's journal of commands, oldest first.
    /// - Parameter after: the `next` of the answer before.
    public func commands(
        after: String? = nil, limit: Int? = nil
    ) async throws(OperationsClientError) -> ItemPage<CommandReport> {
        try await get("/commands", [("after", after), ("limit", limit.map { String($0) })])
    }

    /// How it goes with a command.
    /// - Parameters:
    ///   - revision: the revision of the report that is known already.
    ///   - wait: how many seconds the service holds its answer until there is another one, 0 to 30.
    public func command(
        _ id: String, after revision: Int? = nil, wait: Double = 0
    ) async throws(OperationsClientError) -> CommandReport {
        try await get(
            "/commands/\(Self.escaped(id))",
            [("after", revision.map { String($0) }), ("wait", wait > 0 ? String(wait) : nil)], holding: wait)
    }

    /// Has a command stop at its next safe place.
    public func cancel(_ id: String) async throws(OperationsClientError) -> CommandReport {
        try await post("/commands/\(Self.escaped(id))/cancel", [String: String]())
    }

    /// Has a command wait at its next safe place.
    public func pause(_ id: String) async throws(OperationsClientError) -> CommandReport {
        try await post("/commands/\(Self.escaped(id))/pause", [String: String]())
    }

    /// Has a command that waits go on.
    public func resume(_ id: String) async throws(OperationsClientError) -> CommandReport {
        try await post("/commands/\(Self.escaped(id))/resume", [String: String]())
    }
}
