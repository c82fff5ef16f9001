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
    private let files: ShopFiles
    private let topology: ShopTopology
    private let seed: UInt64
    private let stopsWithStandardInput: Bool
    private let logger: Logger

    /// - Parameters:
    ///   - files: where it is told how much load there should be.
    ///   - seed: makes customers do the same each time.
    public init(
        files: ShopFiles, topology: ShopTopology, seed: UInt64, stopsWithStandardInput: Bool, logger: Logger
    ) {
        self.files = files
        self.topology = topology
        self.seed = seed
        self.stopsWithStandardInput = stopsWithStandardInput
        self.logger = logger
    }

    /// Runs until SIGTERM or SIGINT; what is on its way may finish for five seconds.
    public func run() async throws {
        var configuration = HTTPClient.Configuration()
        configuration.tracing.tracer = nil
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = LoadGenerator.inFlightLimit
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let dial = LoadDial(files: files, logger: logger)
        let generator = LoadGenerator(
            files: files, topology: topology, dial: dial, seed: seed, client: client, logger: logger)
        var group = ServiceGroupConfiguration(
            services: [.init(service: dial, serviceName: "dial"), .init(service: generator, serviceName: "load")],
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
