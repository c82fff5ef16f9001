import Foundation

/// What a customer does.
enum CustomerAct: Sendable {
    enum Kind: String, Sendable, CaseIterable {
        case orders, emails, dashboards
    }

    case placeOrder(OrderRequest)
    case changeEmail(userID: String, email: String)
    /// - Parameter web: the web dashboard, not the phone's.
    case lookAtDashboard(userID: String, web: Bool)

    var kind: Kind {
        switch self {
        case .placeOrder: .orders
        case .changeEmail: .emails
        case .lookAtDashboard: .dashboards
        }
    }
}

/// What customers do and when, the same each time for the same seed.
struct CustomerMix {
    /// Customers of the shop: `user-1` to `user-200`.
    static let customers = 1...200
    /// For one order there are so many changed addresses and dashboards looked at.
    static let emailsPerOrder = 0.1
    static let dashboardsPerOrder = 0.4

    private var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// How long until a customer does something next: exponential, as independent customers arrive.
    /// - Parameter rate: orders a second, above 0.
    mutating func gap(rate: Double) -> Duration {
        let acts = rate * (1 + Self.emailsPerOrder + Self.dashboardsPerOrder)
        return .seconds(-log(1 - Double.random(in: 0..<1, using: &random)) / acts)
    }

    mutating func next() -> CustomerAct {
        let draw = Double.random(in: 0..<(1 + Self.emailsPerOrder + Self.dashboardsPerOrder), using: &random)
        if draw < 1 { return .placeOrder(order()) }
        if draw < 1 + Self.emailsPerOrder {
            let user = customer()
            return .changeEmail(
                userID: user, email: "\(user)+\(Int.random(in: 0..<1_000_000, using: &random))@example.com")
        }
        return .lookAtDashboard(userID: customer(), web: Bool.random(using: &random))
    }

    mutating func order() -> OrderRequest {
        let count = Int.random(in: 1...4, using: &random)
        let products = Product.all.shuffled(using: &random).prefix(count)
        return OrderRequest(
            userId: customer(),
            items: products.map {
                OrderRequest.Item(sku: $0.sku, quantity: Double(Int.random(in: 1...3, using: &random)))
            },
            payment: OrderRequest.Payment(method: OrderValidation.paymentMethods.randomElement(using: &random)))
    }

    private mutating func customer() -> String { "user-\(Int.random(in: Self.customers, using: &random))" }
}
