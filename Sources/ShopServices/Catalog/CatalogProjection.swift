import EventSourcing
import Foundation
import GRDB

/// All products and all wishlists, to be read.
struct CatalogProjection: Projection {
    let name = "catalog"
    let tables = ["products", "wishes"]

    private let products = EventDecoder<ProductFact>()
    private let wishlists = EventDecoder<WishlistFact>()

    func create(_ tables: ReadModelTables, in db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE \(tables["products"]) (
                    number INTEGER PRIMARY KEY, sku TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
                    description TEXT NOT NULL, price INTEGER NOT NULL, images TEXT NOT NULL
                );
                CREATE TABLE \(tables["wishes"]) (
                    user_id TEXT NOT NULL, sku TEXT NOT NULL, added INTEGER NOT NULL, PRIMARY KEY (user_id, sku)
                ) WITHOUT ROWID;
                """)
    }

    func apply(_ event: Event, to tables: ReadModelTables, in db: Database) throws {
        let id = String(event.stream.rawValue.drop { $0 != "-" }.dropFirst())
        switch String(event.stream.category) {
        case ProductAggregate.category: try apply(products.decode(event), event, sku: id, tables["products"], db)
        case WishlistAggregate.category: try apply(wishlists.decode(event), event, user: id, tables["wishes"], db)
        default: throw UnknownEventType(type: event.type)
        }
    }

    private func apply(_ fact: ProductFact, _ event: Event, sku: String, _ table: String, _ db: Database) throws {
        switch fact {
        case .productListed(let name, let description, let price, let images):
            let json = String(decoding: try JSONEncoder().encode(images), as: UTF8.self)
            try db.execute(
                sql: "INSERT INTO \(table) VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [event.position, sku, name, description, price, json])
        }
    }

    private func apply(_ fact: WishlistFact, _ event: Event, user: String, _ table: String, _ db: Database) throws {
        switch fact {
        case .productWished(let sku):
            try db.execute(
                sql: "INSERT INTO \(table) VALUES (?, ?, ?)",
                arguments: [user, sku, event.timestamp.wholeMicroseconds])
        case .wishDropped(let sku, _):
            try db.execute(sql: "DELETE FROM \(table) WHERE user_id = ? AND sku = ?", arguments: [user, sku])
        }
    }
}
