/// Things a second, measured once.
func rate(of count: Int, _ body: () async throws -> Void) async rethrows -> Double {
    let elapsed = try await ContinuousClock().measure { try await body() }
    return Double(count) / (elapsed / .seconds(1))
}

func report(_ name: String, _ perSecond: Double, _ unit: String = "events/s", ratio: Double? = nil) {
    let hint = ratio.map { ", \((100 * $0).rounded() / 100) of raw SQLite" } ?? ""
    print("\(name): \(Int(perSecond.rounded())) \(unit)\(hint)")
}
