import AsyncHTTPClient
import Logging
import ServiceLifecycle
import UnixSignals

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The load generator as a process.
public struct LoadProcess: Sendable {
    private let topology: ShopTopology
    private let rate: Double
    private let seed: UInt64
    private let stopsWithStandardInput: Bool
    private let logger: Logger

    /// - Parameters: as ``LoadGenerator``'s.
    public init(
        topology: ShopTopology, rate: Double, seed: UInt64, stopsWithStandardInput: Bool, logger: Logger
    ) {
        self.topology = topology
        self.rate = rate
        self.seed = seed
        self.stopsWithStandardInput = stopsWithStandardInput
        self.logger = logger
    }

    /// Runs until SIGTERM or SIGINT; orders on their way may finish for five seconds.
    public func run() async throws {
        var configuration = HTTPClient.Configuration()
        configuration.tracing.tracer = nil
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = LoadGenerator.inFlightLimit
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let generator = LoadGenerator(topology: topology, rate: rate, seed: seed, client: client, logger: logger)
        var group = ServiceGroupConfiguration(
            services: [.init(service: generator, serviceName: "load")],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        group.maximumGracefulShutdownDuration = .seconds(5)
        if stopsWithStandardInput {
            group.services.append(
                .init(
                    service: Lifeline(gracePeriod: .seconds(5)) { kill(getpid(), SIGTERM) }, serviceName: "lifeline"))
        }
        do {
            try await ServiceGroup(configuration: group).run()
        } catch {
            try? await client.shutdown()
            throw error
        }
        try await client.shutdown()
    }
}
