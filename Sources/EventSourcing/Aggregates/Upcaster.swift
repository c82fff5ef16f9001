import Foundation

/// Brings the data of one type from one shape to the next.
public struct Upcaster: Sendable {
    /// The type whose data it takes.
    public let type: String
    /// The shape that it takes.
    public let schemaVersion: Int
    /// The type that comes out, as a rule the same.
    public let newType: String
    /// Makes the new data of the old.
    public let transform: @Sendable (Data) throws -> Data

    /// From one shape to the next.
    public init(
        _ type: String, from schemaVersion: Int, renamingTo newType: String? = nil,
        _ transform: @escaping @Sendable (Data) throws -> Data
    ) {
        self.type = type
        self.schemaVersion = schemaVersion
        self.newType = newType ?? type
        self.transform = transform
    }

    /// From one shape to the next by changing the fields of a JSON object.
    public static func editing(
        _ type: String, from schemaVersion: Int, renamingTo newType: String? = nil,
        _ edit: @escaping @Sendable (inout [String: Any]) throws -> Void
    ) -> Upcaster {
        Upcaster(type, from: schemaVersion, renamingTo: newType) { data in
            guard var fields = try JSONSerialization.jsonObject(with: data) as? [String: Any] else {
                throw EventDecodingError.Cause.malformed("the data of \(type) is no JSON object")
            }
            try edit(&fields)
            return try JSONSerialization.data(withJSONObject: fields, options: [.sortedKeys, .withoutEscapingSlashes])
        }
    }
}

/// A recorded event could not be read. Whoever reads it must stop here: to pass it over would be to lie.
public struct EventDecodingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A stable word for metrics and APIs.
    public static let code = "event_not_readable"

    /// Why.
    public enum Cause: Error, Sendable, Hashable {
        /// No fact of that type is known.
        case unknownType
        /// The shape is newer than this program: a newer one wrote it.
        case newerShape(known: Int)
        /// The shape is old and no upcaster takes it.
        case noUpcaster
        /// The data is not what the type says.
        case malformed(String)
    }

    /// The event.
    public let id: EventID
    /// Its stream.
    public let stream: StreamID
    /// Its position in the store.
    public let position: Int
    /// Its type.
    public let type: String
    /// Its shape.
    public let schemaVersion: Int
    /// Why it could not be read.
    public let cause: Cause

    init(_ event: Event, _ cause: Cause) {
        id = event.id
        stream = event.stream
        position = event.position
        type = event.type
        schemaVersion = event.schemaVersion
        self.cause = cause
    }

    public var description: String {
        let reason =
            switch cause {
            case .unknownType: "no such type is known here"
            case .newerShape(let known): "only shapes up to \(known) are known here: a newer version wrote it"
            case .noUpcaster: "no upcaster takes this shape"
            case .malformed(let detail): detail
            }
        return "event \(position) (\(type), shape \(schemaVersion)) of \(stream) cannot be read: \(reason)"
    }
}
