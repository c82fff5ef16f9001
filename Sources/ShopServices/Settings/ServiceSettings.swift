import Resilience
import Foundation

/// How one service of the shop runs.
public struct ServiceSettings: Sendable {
    public var service: ShopTopology.Service
    public var topology: ShopTopology
    public var files: ShopFiles
    /// The address that it listens on.
    public var bind = "127.0.0.1"
    /// The port that it listens on; `nil`: the topology's.
    public var port: Int?
    /// Where the other services are, if not where the topology says: `http://payments:8080`.
    public var peers: [ShopTopology.Service: String] = [:]
    /// The trace log; `nil`: the one in the directory.
    public var traceLog: String?
    /// Files with the tokens of the Operations API; `nil`: those in the directory.
    public var operatorTokenFile: String?
    public var viewerTokenFile: String?
    /// Makes latencies and failures the same each time.
    public var seed: UInt64
    /// The share of orders that fail, 0 to 1.
    public var failureRate: Double
    /// Watch standard input and stop when it ends: the process that holds its other end is gone.
    public var stopsWithStandardInput: Bool
    /// How long in-flight requests may take to finish after a signal.
    public var gracePeriod: Duration
    /// For how long beyond its longest call a worker has a saga to itself.
    public var sagaLease = Duration.seconds(10)
    /// How long a breaker that has opened lets nothing through.
    public var breakerReset = CircuitBreakerPolicy.standard.resetTimeout

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

    /// The port that it listens on.
    public var listeningPort: Int { port ?? topology.port(of: service) }

    /// Where another service is, without a slash at the end.
    public func url(of other: ShopTopology.Service) -> String { peers[other] ?? topology.url(of: other) }
}

extension ServiceSettings: CustomStringConvertible {
    /// For logs: no secrets, not even those that somebody has put into a URL.
    public var description: String {
        let others = peers.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { "\($0.key.rawValue)=\(Self.withoutCredentials($0.value))" }
        return (["\(service.rawValue) on \(bind):\(listeningPort)", "directory \(files.directory)"] + others)
            .joined(separator: ", ")
    }

    private static func withoutCredentials(_ url: String) -> String {
        guard let scheme = url.range(of: "://"), let at = url[scheme.upperBound...].lastIndex(of: "@") else {
            return url
        }
        return url[..<scheme.upperBound] + "***" + url[at...]
    }
}
