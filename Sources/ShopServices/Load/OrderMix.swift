import Foundation

/// Orders as customers place them, the same ones each time for the same seed.
struct OrderMix {
    private var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// How long until the next order: exponential, as independent customers arrive.
    /// - Parameter rate: orders a second, above 0.
    mutating func gap(rate: Double) -> Duration {
        .seconds(-log(1 - Double.random(in: 0..<1, using: &random)) / rate)
    }

    mutating func order() -> OrderRequest {
        let count = Int.random(in: 1...4, using: &random)
        let products = Product.all.shuffled(using: &random).prefix(count)
        return OrderRequest(
            userId: "user-\(Int.random(in: 1...200, using: &random))",
            items: products.map {
                OrderRequest.Item(sku: $0.sku, quantity: Double(Int.random(in: 1...3, using: &random)))
            },
            payment: OrderRequest.Payment(method: OrderValidation.paymentMethods.randomElement(using: &random)))
    }
}
