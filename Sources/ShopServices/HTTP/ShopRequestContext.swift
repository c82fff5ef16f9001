import OperationsServer

/// What Hummingbird keeps for a request of the shop.
typealias ShopRequestContext = OperationsRequestContext
