/// How much load there should be: the wish in `DIR/load.json`.
struct LoadOrder: Codable, Sendable, Equatable {
    /// Orders a second; 0 for none.
    var rate: Double

    /// The most that makes sense to ask of one process.
    static let highestRate = 10_000.0

    static func file(in files: ShopFiles) -> ControlFile<LoadOrder> { ControlFile(path: files.load) }
}
