/// The body of `POST /orders` as it came: every field may be missing.
struct OrderRequest: Codable, Sendable {
    struct Item: Codable, Sendable {
        var sku: String?
        var quantity: Int?
    }

    struct Payment: Codable, Sendable {
        var method: String?
    }

    var userId: String?
    var items: [Item]?
    var payment: Payment?
}
