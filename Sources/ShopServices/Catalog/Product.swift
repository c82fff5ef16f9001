/// Something the shop sells.
public struct Product: Sendable, Equatable {
    public let sku: String
    public let name: String
    /// In cents.
    public let price: Int
    /// Pieces in the warehouse when it is full.
    public let stock: Int

    /// All products. Prices come from here, never from the request: a client does not say what things cost.
    public static let all: [Product] = [
        Product(sku: "fuse-10a", name: "Fuse 10 A", price: 249, stock: 5000),
        Product(sku: "fuse-16a", name: "Fuse 16 A", price: 279, stock: 5000),
        Product(sku: "breaker-b16", name: "Circuit breaker B16", price: 899, stock: 2000),
        Product(sku: "breaker-c32", name: "Circuit breaker C32", price: 1499, stock: 1500),
        Product(sku: "rcd-40", name: "Residual current device 40 A", price: 3990, stock: 800),
        Product(sku: "cable-3x15", name: "Cable 3 × 1.5 mm², 50 m", price: 4290, stock: 600),
        Product(sku: "cable-5x25", name: "Cable 5 × 2.5 mm², 50 m", price: 9990, stock: 400),
        Product(sku: "socket-double", name: "Double socket", price: 1190, stock: 3000),
        Product(sku: "switch-cross", name: "Cross switch", price: 990, stock: 3000),
        Product(sku: "box-36", name: "Distribution board, 36 modules", price: 7900, stock: 300),
    ]

    private static let bySKU = Dictionary(uniqueKeysWithValues: all.map { ($0.sku, $0) })

    /// The product that a stock keeping unit names.
    public static func named(_ sku: String) -> Product? { bySKU[sku] }
}
