/// The body of `POST /orders` as it came: every field may be missing.
struct OrderRequest: Codable, Sendable {
    struct Item: Codable, Sendable {
        var sku: String?
        /// As a number of any kind, so that the validation can name the place of one that is not whole.
        var quantity: Double?
    }

    struct Payment: Codable, Sendable {
        var method: String?
    }

    var userId: String?
    var items: [Item]?
    var payment: Payment?
}
