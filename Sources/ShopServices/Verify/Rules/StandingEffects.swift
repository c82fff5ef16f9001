extension Array {
    /// The values of what was not undone, by order.
    func standingByOrder<Value>() -> [String: [Value]] where Element == ShopFacts.Effect<Value> {
        reduce(into: [:]) { found, effect in
            if effect.stands { found[effect.orderID, default: []].append(effect.value) }
        }
    }
}
