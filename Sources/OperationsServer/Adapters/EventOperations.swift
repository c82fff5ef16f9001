import EventSourcing
import Foundation
import Operations

/// Shows a service's events.
public struct EventOperations: EventOffer {
    private let source: StoreEventSource
    private let now: @Sendable () -> Date

    /// - Parameter clock: whose time answers are held by.
    public init(
        _ store: any EventStore, clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        source = StoreEventSource(store, name: "operations", clock: clock)
        self.now = now
    }

    public func events(_ query: EventListQuery) async throws -> ItemPage<EventReport> {
        // A name that no stream can have belongs to none.
        if let stream = query.stream, !(1...200).contains(stream.utf8.count) {
            return ItemPage(items: [], next: String(query.after), asOf: now())
        }
        let filter = EventFilter(
            types: query.type.map { [$0] }, stream: query.stream.map { StreamID(rawValue: $0) })
        let page = try await source.page(
            after: query.after, matching: filter, limit: query.limit, waitingUpTo: query.wait)
        return ItemPage(
            items: page.events.map { EventReport($0) }, next: String(page.next), more: page.next < page.head,
            asOf: now())
    }
}

extension EventReport {
    init(_ event: Event) {
        let json = try? OperationsJSON.value(JSONValue.self, from: event.data)
        self.init(
            id: event.id.rawValue, position: event.position, stream: event.stream.rawValue, version: event.version,
            type: event.type, schemaVersion: event.schemaVersion, time: event.timestamp, lane: event.lane.rawValue,
            data: json ?? .string(event.data.base64EncodedString()), encoding: json == nil ? "base64" : nil,
            correlation: event.metadata.correlation, causation: event.metadata.causation,
            traceparent: event.metadata.traceparent, actor: event.metadata.actor)
    }
}
