/// Turns what came into an order, or says everything that is wrong with it at once.
enum OrderValidation {
    static let itemLimit = 50
    static let quantityLimit = 100
    static let userIDLimit = 64
    static let paymentMethods = ["card", "invoice", "voucher"]

    /// - Throws: ``ProblemDocument`` with 422 and one mistake a place.
    static func validate(_ request: OrderRequest, id: String) throws(ProblemDocument) -> Order {
        var mistakes: [ProblemDocument.Mistake] = []
        let userID = userID(request.userId, &mistakes)
        let items = items(request.items, &mistakes)
        let method = method(request.payment, &mistakes)
        guard mistakes.isEmpty, let userID, let items, let method else {
            throw ProblemDocument(
                422, code: "validation_failed", title: "Validation failed", detail: "The order is not valid",
                errors: mistakes)
        }
        return Order(id: id, userID: userID, items: items, paymentMethod: method)
    }

    private static func userID(_ value: String?, _ mistakes: inout [ProblemDocument.Mistake]) -> String? {
        guard let value else {
            mistakes.append(.init("/userId", "is missing"))
            return nil
        }
        let allowed = value.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "-_".utf8.contains(byte)
        }
        guard allowed, (1...userIDLimit).contains(value.utf8.count) else {
            mistakes.append(.init("/userId", "must be 1 to \(userIDLimit) letters, digits, - or _"))
            return nil
        }
        return value
    }

    private static func items(
        _ values: [OrderRequest.Item]?, _ mistakes: inout [ProblemDocument.Mistake]
    ) -> [Order.Item]? {
        guard let values else {
            mistakes.append(.init("/items", "is missing"))
            return nil
        }
        guard (1...itemLimit).contains(values.count) else {
            mistakes.append(.init("/items", "must have 1 to \(itemLimit) items, not \(values.count)"))
            return nil
        }
        return values.enumerated().compactMap { index, value in
            item(value, at: "/items/\(index)", &mistakes)
        }
    }

    private static func item(
        _ value: OrderRequest.Item, at place: String, _ mistakes: inout [ProblemDocument.Mistake]
    ) -> Order.Item? {
        let product = value.sku.flatMap { Product.named($0) }
        if value.sku == nil {
            mistakes.append(.init("\(place)/sku", "is missing"))
        } else if product == nil {
            mistakes.append(.init("\(place)/sku", "is not a product of this shop"))
        }
        guard let number = value.quantity else {
            mistakes.append(.init("\(place)/quantity", "is missing"))
            return nil
        }
        guard let quantity = Int(exactly: number), (1...quantityLimit).contains(quantity) else {
            mistakes.append(.init("\(place)/quantity", "must be a whole number from 1 to \(quantityLimit)"))
            return nil
        }
        return product.map { Order.Item(sku: $0.sku, quantity: quantity, price: $0.price) }
    }

    private static func method(
        _ payment: OrderRequest.Payment?, _ mistakes: inout [ProblemDocument.Mistake]
    ) -> String? {
        guard let payment else {
            mistakes.append(.init("/payment", "is missing"))
            return nil
        }
        guard let method = payment.method, paymentMethods.contains(method) else {
            mistakes.append(.init("/payment/method", "must be one of \(paymentMethods.joined(separator: ", "))"))
            return nil
        }
        return method
    }
}
