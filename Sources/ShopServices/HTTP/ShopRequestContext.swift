import Hummingbird

/// What Hummingbird keeps for a request of the shop.
typealias ShopRequestContext = BasicRequestContext
