import Foundation

/// The facts of one kind of aggregate, as a type.
///
/// An enum that is `Codable` needs no more than to say so: the name of a case, with a capital first letter, becomes the
/// event's type, and its labelled values become the fields of the event's data.
///
///     enum AccountFact: DomainEvent, Codable {
///         case accountOpened(owner: String)     // type "AccountOpened", data {"owner":"ada"}
///         case moneyDeposited(cents: Int)       // type "MoneyDeposited", data {"cents":500}
///     }
public protocol DomainEvent: Sendable {
    /// The event's type and data.
    func encoded() throws -> (type: String, data: Data)

    /// Reads what ``encoded()`` wrote.
    /// - Throws: ``UnknownEventType`` if there is no fact of that type; anything else if the data is wrong.
    init(type: String, data: Data) throws

    /// Reads many at once, in their order. There is no need to write this; it is here because it can be quicker.
    /// - Throws: anything, if one of them cannot be read; which one is then found by reading one by one.
    static func decoded(_ recorded: [(type: String, data: Data)]) throws -> [Self]

    /// Which shape the data of a type has now, from 1. Older shapes are brought up to it by upcasters.
    static func schemaVersion(of type: String) -> Int
}

/// No fact of that type is known.
public struct UnknownEventType: Error, Sendable, Hashable, CustomStringConvertible {
    /// The type.
    public let type: String

    /// The error.
    public init(type: String) {
        self.type = type
    }

    public var description: String { "unknown event type \(type)" }
}

extension DomainEvent {
    /// One by one.
    public static func decoded(_ recorded: [(type: String, data: Data)]) throws -> [Self] {
        try recorded.map { try Self(type: $0.type, data: $0.data) }
    }

    /// All types have their first shape.
    public static func schemaVersion(of type: String) -> Int { 1 }
}

extension DomainEvent where Self: Codable {
    /// Takes the one key of the synthesised JSON, `{"caseName":{…}}`, for the type and what it holds for the data.
    public func encoded() throws -> (type: String, data: Data) {
        let json = try FactCoding.encoder.encode(self)
        guard json.count > 5, json[json.startIndex + 1] == UInt8(ascii: "\""),
            let quote = json[(json.startIndex + 2)...].firstIndex(of: UInt8(ascii: "\""))
        else {
            throw EncodingError.invalidValue(
                self, EncodingError.Context(codingPath: [], debugDescription: "a fact must be a case with one JSON key")
            )
        }
        let name = String(decoding: json[(json.startIndex + 2)..<quote], as: UTF8.self)
        return (FactCoding.type(ofCase: name), Data(json[(quote + 2)..<(json.endIndex - 1)]))
    }

    /// Decodes all of them as one JSON array.
    public static func decoded(_ recorded: [(type: String, data: Data)]) throws -> [Self] {
        var json: [UInt8] = []
        json.reserveCapacity(recorded.reduce(2) { $0 + $1.type.utf8.count + $1.data.count + 8 })
        var separator = UInt8(ascii: "[")
        for (type, data) in recorded {
            json.append(separator)
            guard FactCoding.isWhole(data), FactCoding.append(data, as: type, to: &json) else {
                throw UnknownEventType(type: type)
            }
            separator = UInt8(ascii: ",")
        }
        json.append(UInt8(ascii: "]"))
        let facts = try FactCoding.decoder.decode([Self].self, from: Data(json))
        guard facts.count == recorded.count else { throw UnknownEventType(type: "") }
        return facts
    }

    /// Puts type and data together again and decodes them.
    public init(type: String, data: Data) throws {
        var json: [UInt8] = []
        json.reserveCapacity(type.utf8.count + data.count + 8)
        guard FactCoding.append(data, as: type, to: &json) else { throw UnknownEventType(type: type) }
        do {
            self = try FactCoding.decoder.decode(Self.self, from: Data(json))
        } catch DecodingError.typeMismatch(let mismatched, let context)
            where mismatched == Self.self && context.codingPath.isEmpty
        {
            throw UnknownEventType(type: type)
        }
    }
}
