import Foundation

/// Reads recorded events as facts of one kind, old shapes by way of a chain of upcasters.
public struct EventDecoder<Fact: DomainEvent>: Sendable {
    private struct Shape: Hashable {
        let type: String
        let schemaVersion: Int
    }

    private let upcasters: [Shape: Upcaster]

    /// A decoder.
    /// - Parameter upcasters: in any order; of two that take the same shape the last counts.
    public init(upcasters: [Upcaster] = []) {
        self.upcasters = Dictionary(
            upcasters.map { (Shape(type: $0.type, schemaVersion: $0.schemaVersion), $0) }, uniquingKeysWith: { $1 })
    }

    /// The fact that an event records.
    public func decode(_ event: Event) throws(EventDecodingError) -> Fact {
        do {
            let shape = Shape(type: event.type, schemaVersion: event.schemaVersion)
            let (type, data) = try upcast(event.data, from: shape)
            return try Fact(type: type, data: data)
        } catch let cause as EventDecodingError.Cause {
            throw EventDecodingError(event, cause)
        } catch is UnknownEventType {
            throw EventDecodingError(event, .unknownType)
        } catch {
            throw EventDecodingError(event, .malformed("\(error)"))
        }
    }

    /// The facts that events record, in their order.
    /// - Throws: what is wrong with the first that cannot be read.
    public func decode(_ events: [Event]) throws(EventDecodingError) -> [Fact] {
        do {
            return try Fact.decoded(
                events.map { event in
                    try upcast(event.data, from: Shape(type: event.type, schemaVersion: event.schemaVersion))
                })
        } catch {
            // One of them is at fault: which one, and why, is found by reading them one by one.
            var facts: [Fact] = []
            for event in events { facts.append(try decode(event)) }
            return facts
        }
    }

    private func upcast(_ original: Data, from oldest: Shape) throws -> (type: String, data: Data) {
        var shape = oldest
        var data = original
        var steps = 0
        while let upcaster = upcasters[shape] {
            guard steps < upcasters.count else {
                throw EventDecodingError.Cause.malformed("the upcasters of \(oldest.type) go round in a circle")
            }
            data = try upcaster.transform(data)
            // A renamed type begins with the shape it had reached, so that its own chain goes on from there.
            shape = Shape(type: upcaster.newType, schemaVersion: shape.schemaVersion + 1)
            steps += 1
        }
        let current = Fact.schemaVersion(of: shape.type)
        guard shape.schemaVersion <= current else { throw EventDecodingError.Cause.newerShape(known: current) }
        guard shape.schemaVersion == current else { throw EventDecodingError.Cause.noUpcaster }
        return (shape.type, data)
    }
}

extension NewEvent {
    /// The event that records a fact.
    public init(_ fact: some DomainEvent, id: EventID = .random(), metadata: EventMetadata = EventMetadata()) throws {
        let (type, data) = try fact.encoded()
        self.init(
            id: id, type: type, schemaVersion: Swift.type(of: fact).schemaVersion(of: type), data: data,
            metadata: metadata)
    }
}
