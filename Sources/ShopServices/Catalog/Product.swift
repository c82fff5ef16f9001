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
        Product(sku: "fuse-25a", name: "Fuse 25 A", price: 329, stock: 4000),
        Product(sku: "holder-d02", name: "Fuse holder D02", price: 690, stock: 2500),
        Product(sku: "breaker-b10", name: "Circuit breaker B10", price: 879, stock: 2000),
        Product(sku: "breaker-c16", name: "Circuit breaker C16", price: 1099, stock: 2000),
        Product(sku: "surge-t2", name: "Surge arrester, type 2", price: 8490, stock: 300),
        Product(sku: "relay-24v", name: "Relay 24 V", price: 1290, stock: 1500),
        Product(sku: "timer-din", name: "Time switch for the DIN rail", price: 3290, stock: 700),
        Product(sku: "meter-1p", name: "Energy meter, one phase", price: 4490, stock: 500),
        Product(sku: "rail-35", name: "DIN rail 35 mm, 1 m", price: 390, stock: 4000),
        Product(sku: "terminal-4", name: "Terminals 4 mm², 50 pieces", price: 1890, stock: 1200),
        Product(sku: "glands-m20", name: "Cable glands M20, 10 pieces", price: 890, stock: 1800),
        Product(sku: "dimmer-led", name: "Dimmer for LED", price: 3490, stock: 900),
        Product(sku: "sensor-pir", name: "Motion sensor", price: 2690, stock: 900),
        Product(sku: "tester-2p", name: "Voltage tester, two poles", price: 5990, stock: 400),
    ]

    private static let bySKU = Dictionary(uniqueKeysWithValues: all.map { ($0.sku, $0) })

    /// The product that a stock keeping unit names.
    public static func named(_ sku: String) -> Product? { bySKU[sku] }
}
