import Foundation

/// How the load fares. Counts begin with its process.
public struct LoadReport: Codable, Sendable, Equatable {
    /// Orders a second that there should be.
    public var rate: Double
    /// By what customers do: `orders`, `emails`, `dashboards`.
    public var counts: [String: LoadCounts]
    /// Milliseconds from when an order was due to be placed to its answer, since the rate was last changed to another
    /// one than 0; `nil` before the first.
    public var orderLatency: Latency?

    /// Percentiles in milliseconds.
    public struct Latency: Codable, Sendable, Equatable {
        public var p50: Double
        public var p99: Double
        public var most: Double
    }

    static func read(_ files: ShopFiles) -> LoadReport? {
        FileManager.default.contents(atPath: files.loadReport).flatMap {
            try? JSONDecoder().decode(LoadReport.self, from: $0)
        }
    }

    /// Replaces what was told before.
    func write(_ files: ShopFiles) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try encoder.encode(self).write(to: URL(filePath: files.loadReport), options: .atomic)
    }
}
