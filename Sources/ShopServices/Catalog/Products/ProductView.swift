import Foundation
import GRDB

/// A product as the API shows it.
struct ProductView: Codable, Sendable, Equatable {
    let id: String
    let name: String
    let description: String
    /// In cents.
    let price: Int
    /// URLs, the one for lists first.
    let images: [String]
}

extension ProductView {
    /// The columns of table `products p`, in the order that ``init(row:)`` reads them.
    static let columns = "p.sku, p.name, p.description, p.price, p.images"

    init(row: Row) throws {
        id = row[0]
        name = row[1]
        description = row[2]
        price = row[3]
        images = try JSONDecoder().decode([String].self, from: Data((row[4] as String).utf8))
    }
}
