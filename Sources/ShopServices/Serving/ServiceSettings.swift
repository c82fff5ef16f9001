import Logging
import Observability

/// How one service of the shop runs.
public struct ServiceSettings: Sendable {
    public var service: ShopTopology.Service
    public var topology: ShopTopology
    public var files: ShopFiles
    /// Makes latencies and failures the same each time.
    public var seed: UInt64
    /// The share of orders that fail, 0 to 1.
    public var failureRate: Double
    /// Watch standard input and stop when it ends: the process that holds its other end is gone.
    public var stopsWithStandardInput: Bool
    /// How long in-flight requests may take to finish after a signal.
    public var gracePeriod: Duration

    public init(
        service: ShopTopology.Service, topology: ShopTopology, files: ShopFiles, seed: UInt64 = 1,
        failureRate: Double = 0, stopsWithStandardInput: Bool = false, gracePeriod: Duration = .seconds(5)
    ) {
        self.service = service
        self.topology = topology
        self.files = files
        self.seed = seed
        self.failureRate = failureRate
        self.stopsWithStandardInput = stopsWithStandardInput
        self.gracePeriod = gracePeriod
    }
}
