import EventSourcing
import Foundation

/// What catalog and analytics want to know of orders' events; whatever else there is in them does not concern them.
enum OrderNews: Sendable, Equatable {
    struct Line: Decodable, Sendable, Equatable {
        let sku: String
        let quantity: Int
        /// Of one piece, in cents.
        let price: Int
    }

    case placed(userID: String, lines: [Line])
    case confirmed
    case cancelled

    /// Leaves orders' many other events, those of its sagas above all, where they are.
    static let filter = EventFilter(types: ["OrderPlaced", "OrderConfirmed", "OrderCancelled"])

    private struct Placed: Decodable {
        let userId: String
        let items: [Line]
    }

    /// Reads an event of orders' store.
    /// - Returns: the order's id and what happened to it; `nil` for events that tell nothing new of an order.
    /// - Throws: `DecodingError` if an order that was placed cannot be read.
    static func read(_ event: Event) throws -> (orderID: String, news: OrderNews)? {
        guard event.stream.category == "order" else { return nil }
        let id = String(event.stream.rawValue)
        switch event.type {
        case "OrderPlaced":
            let placed = try JSONDecoder().decode(Placed.self, from: event.data)
            return (id, .placed(userID: placed.userId, lines: placed.items))
        case "OrderConfirmed": return (id, .confirmed)
        case "OrderCancelled": return (id, .cancelled)
        default: return nil
        }
    }
}
