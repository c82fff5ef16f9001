import Synchronization

/// Names for orders: unique among all runs by a random part, and numbered within this one.
///
/// The number is what ``Fate`` goes by, so that the same seed gives the same failures in the next run.
final class OrderIDs: Sendable {
    private let run: String
    private let last = Atomic(0)

    init(using random: inout some RandomNumberGenerator) {
        let digits = String(UInt64.random(in: 0..<0x100_0000, using: &random), radix: 16)
        run = String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// Such as `order-03fa9c-12`.
    func next() -> String {
        "order-\(run)-\(last.add(1, ordering: .relaxed).newValue)"
    }

    /// The part of an order's name that is the same in each run.
    static func number(in orderID: String) -> String {
        String(orderID.split(separator: "-").last ?? "")
    }
}
