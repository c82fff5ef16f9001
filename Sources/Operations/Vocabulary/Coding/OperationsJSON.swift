import Foundation

/// How the API's values become JSON and are read from it.
///
/// Written keys are sorted, so that the same value is always the same text. Reading passes over keys that it does not
/// know: a newer service may say more.
public enum OperationsJSON {
    /// A value as JSON.
    /// - Throws: `EncodingError`, for a number that JSON cannot say.
    public static func data(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(RFC3339.text(date))
        }
        return try encoder.encode(value)
    }

    /// The value that JSON says.
    /// - Throws: `DecodingError`, which names the place.
    public static func value<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let container = try decoder.singleValueContainer()
            let text = try container.decode(String.self)
            guard let date = RFC3339.date(text) else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "must be a time by RFC 3339")
            }
            return date
        }
        return try decoder.decode(type, from: data)
    }
}
