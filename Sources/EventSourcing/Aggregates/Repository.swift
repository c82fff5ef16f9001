import Logging

/// Loads aggregates, lets them decide, and records what they decide.
public struct Repository<A: Aggregate>: Sendable {
    /// How many events are in memory at once, twice: a page that is applied, and the next.
    private static var pageSize: Int { 1_000 }

    private let store: any EventStore
    private let decoder: EventDecoder<A.Fact>
    private let snapshots: SnapshotPolicy<A>?
    private let attempts: Int
    private let logger: Logger

    /// A repository.
    /// - Parameters:
    ///   - upcasters: for the old shapes of its events.
    ///   - snapshots: `nil`: none are kept or used.
    ///   - attempts: how often a command is tried when others are faster; at least once.
    public init(
        store: any EventStore, upcasters: [Upcaster] = [], snapshots: SnapshotPolicy<A>? = nil, attempts: Int = 10,
        logger: Logger = Logger(label: "fusebox.repository")
    ) {
        self.store = store
        decoder = EventDecoder(upcasters: upcasters)
        self.snapshots = snapshots
        self.attempts = max(1, attempts)
        self.logger = logger
    }

    /// The aggregate as it is now; one without facts if its stream does not exist.
    /// - Throws: ``EventStoreError``, ``EventDecodingError``.
    public func load(_ id: String) async throws -> Tracked<A> {
        var tracked = await fromSnapshot(id) ?? Tracked<A>(id: id)
        let (store, stream) = (store, tracked.stream)
        var events = try await store.events(of: stream, after: tracked.version, limit: Self.pageSize)
        while events.count == Self.pageSize, let last = events.last {
            // The next page is read while this one is applied.
            async let next = store.events(of: stream, after: last.version, limit: Self.pageSize)
            try tracked.replay(events, with: decoder)
            events = try await next
        }
        try tracked.replay(events, with: decoder)
        return tracked
    }

    /// Records the uncommitted facts, and what goes out because of them.
    /// - Parameter command: the identity of the command behind it; recording the same command again does nothing.
    /// - Throws: ``EventStoreError/conflict(_:)`` if somebody else was faster.
    @discardableResult
    public func save(
        _ tracked: inout Tracked<A>, command: String? = nil, metadata: EventMetadata = EventMetadata(),
        messages: [OutboxMessage] = []
    ) async throws -> Appended? {
        guard !tracked.uncommitted.isEmpty else { return nil }
        let events = try tracked.uncommitted.enumerated().map { index, fact in
            try NewEvent(
                fact, id: command.map { EventID(command: $0, index: index) } ?? .random(), metadata: metadata)
        }
        let appended = try await store.append(
            Append(to: tracked.stream, expecting: tracked.version, events, lane: A.lane, messages: messages))
        let before = tracked.version
        tracked.markCommitted()
        await keepSnapshot(of: tracked, since: before)
        return appended
    }

    /// Loads, decides, records; and does it all again if somebody else was faster.
    /// - Parameters:
    ///   - command: what the aggregate is told.
    ///   - commandID: the command's identity: told a second time, nothing happens. `nil`: it is told once only.
    ///   - messages: what goes out because of the new facts.
    /// - Returns: the aggregate afterwards.
    /// - Throws: what the aggregate refuses with, ``EventStoreError``, ``EventDecodingError``.
    @discardableResult
    public func tell(
        _ id: String, _ command: A.Command, commandID: String? = nil, metadata: EventMetadata = EventMetadata(),
        messages: @Sendable (Tracked<A>) throws -> [OutboxMessage] = { _ in [] }
    ) async throws -> Tracked<A> {
        var attempt = 1
        while true {
            var tracked = try await load(id)
            if let commandID, try await store.event(EventID(command: commandID, index: 0)) != nil { return tracked }
            try tracked.handle(command)
            do {
                try await save(&tracked, command: commandID, metadata: metadata, messages: try messages(tracked))
                return tracked
            } catch EventStoreError.conflict(let conflict) {
                guard attempt < attempts else { throw EventStoreError.conflict(conflict) }
                try Task.checkCancellation()
                attempt += 1
            }
        }
    }

    private func fromSnapshot(_ id: String) async -> Tracked<A>? {
        guard let policy = snapshots else { return nil }
        do {
            let stream = StreamID(category: A.category, id: id)
            guard let kept = try await store.snapshot(of: stream), kept.schemaVersion == policy.schemaVersion else {
                return nil
            }
            return Tracked(id: id, state: try policy.decode(kept.data), version: kept.version)
        } catch {
            logger.warning("snapshot passed over", metadata: ["aggregate": "\(A.category)-\(id)", "error": "\(error)"])
            return nil
        }
    }

    /// A snapshot that could not be kept is no harm: the events are recorded.
    private func keepSnapshot(of tracked: Tracked<A>, since before: Int) async {
        guard let policy = snapshots, tracked.version / policy.interval > before / policy.interval else { return }
        do {
            try await store.keep(
                Snapshot(
                    stream: tracked.stream, version: tracked.version, schemaVersion: policy.schemaVersion,
                    data: try policy.encode(tracked.state)))
        } catch {
            logger.warning("snapshot not kept", metadata: ["stream": "\(tracked.stream)", "error": "\(error)"])
        }
    }
}
