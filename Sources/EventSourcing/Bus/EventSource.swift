/// Where events are read from: the store of this process, or that of another.
public protocol EventSource: Sendable {
    /// Its name: the service that publishes. Checkpoints are kept by it.
    var name: String { get }

    /// The events after a position. If there are none yet, waits for some, but no longer than it may.
    /// - Returns: a page, perhaps without events, whose `next` says where to read on.
    func page(
        after position: Int, matching filter: EventFilter, limit: Int, waitingUpTo patience: Duration
    ) async throws -> EventPage
}

/// The events of a store in this process.
public struct StoreEventSource: EventSource {
    /// Its name.
    public let name: String
    private let store: any EventStore
    private let clock: any Clock<Duration>

    /// A source.
    /// - Parameter clock: whose time the waiting is measured in.
    public init(_ store: any EventStore, name: String, clock: any Clock<Duration> = ContinuousClock()) {
        self.store = store
        self.name = name
        self.clock = clock
    }

    public func page(
        after position: Int, matching filter: EventFilter, limit: Int, waitingUpTo patience: Duration
    ) async throws -> EventPage {
        // Listen first and look afterwards, so that nothing arrives unseen in between.
        let arrivals = store.arrivals()
        let page = try await store.page(after: position, matching: filter, limit: limit)
        guard page.events.isEmpty, patience > .zero else { return page }
        return try await withThrowingTaskGroup(of: EventPage?.self) { group in
            group.addTask {
                var latest = page
                for await _ in arrivals {
                    latest = try await store.page(after: latest.next, matching: filter, limit: limit)
                    if !latest.events.isEmpty { return latest }
                }
                return nil
            }
            group.addTask {
                try await clock.sleep(for: patience)
                return nil
            }
            defer { group.cancelAll() }
            if let found = try await group.next() ?? nil { return found }
            try Task.checkCancellation()
            return page
        }
    }
}
