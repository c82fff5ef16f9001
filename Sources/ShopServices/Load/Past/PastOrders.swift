/// What was ordered: by the customers that there are, or by one for each hundred orders where that is more, because a
/// shop that sells more has more of them and not busier ones.
struct PastOrders {
    private var mix: CustomerMix
    private var random: SeededGenerator
    private let customers: ClosedRange<Int>
    private let ids: OrderIDs

    init(seed: UInt64, count: Int) {
        mix = CustomerMix(seed: seed)
        random = SeededGenerator(seed: seed)
        customers = 1...max(CustomerMix.customers.upperBound, count / 100)
        var system = SystemRandomNumberGenerator()
        ids = OrderIDs(using: &system)
    }

    /// - Throws: ``ProblemDocument`` if customers order what the shop does not accept.
    mutating func next() throws -> Order {
        var request = mix.order()
        request.userId = "user-\(Int.random(in: customers, using: &random))"
        return try OrderValidation.validate(request, id: ids.next())
    }
}
