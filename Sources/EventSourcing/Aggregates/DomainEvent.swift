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

    /// Puts type and data together again and decodes them.
    public init(type: String, data: Data) throws {
        guard let json = FactCoding.wrap(data, as: type) else { throw UnknownEventType(type: type) }
        do {
            self = try FactCoding.decoder.decode(Self.self, from: json)
        } catch DecodingError.typeMismatch(let mismatched, let context)
            where mismatched == Self.self && context.codingPath.isEmpty
        {
            throw UnknownEventType(type: type)
        }
    }
}

private enum FactCoding {
    static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .millisecondsSince1970
        return encoder
    }()

    static let decoder: JSONDecoder = {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .millisecondsSince1970
        return decoder
    }()

    static func type(ofCase name: String) -> String { name.prefix(1).uppercased() + name.dropFirst() }

    /// `{"caseName":data}`; `nil` if no case can be called so.
    static func wrap(_ data: Data, as type: String) -> Data? {
        let isName = type.utf8.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
        guard isName else { return nil }
        var json = Data(capacity: type.utf8.count + data.count + 8)
        json.append(contentsOf: [UInt8(ascii: "{"), UInt8(ascii: "\"")])
        if let first = type.utf8.first, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) {
            json.append(first | 0x20)
            json.append(contentsOf: type.utf8.dropFirst())
        } else {
            json.append(contentsOf: type.prefix(1).lowercased().utf8)
            json.append(contentsOf: type.dropFirst().utf8)
        }
        json.append(contentsOf: [UInt8(ascii: "\""), UInt8(ascii: ":")])
        json.append(data)
        json.append(UInt8(ascii: "}"))
        return json
    }
}
