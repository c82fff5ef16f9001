import Foundation
import Operations

/// A row of the Events page as the service's own JSON.
enum EventExport {
    static func json(_ row: EventsRow) -> String? {
        switch row {
        case .event(let event, _): pretty(event)
        case .projection(let projection, _): pretty(projection)
        case .letter(let letter, _): pretty(letter)
        }
    }

    /// For the name of a file.
    static func name(_ row: EventsRow) -> String {
        switch row {
        case .event(let event, let source): "event-\(source.service)-\(event.position)"
        case .projection(let projection, _): "projection-\(projection.name)"
        case .letter(let letter, _): "dead-letter-\(letter.id)"
        }
    }

    /// Indented, keys in order, times by RFC 3339; `nil` for a number that JSON cannot say.
    static func pretty(_ value: some Encodable) -> String? {
        guard let data = try? OperationsJSON.data(value),
            let any = try? OperationsJSON.value(JSONValue.self, from: data)
        else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(any)).map { String(decoding: $0, as: UTF8.self) }
    }
}
