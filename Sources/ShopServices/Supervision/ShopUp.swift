import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import NIOPosix
import Observability
import ServiceLifecycle
import UnixSignals

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The whole shop: its services as processes, with load once they are ready.
public struct ShopUp: Sendable {
    /// How the shop runs.
    public struct Settings: Sendable {
        public var topology: ShopTopology
        public var files: ShopFiles
        /// Orders a second; 0 for none.
        public var rate: Double
        public var seed: UInt64
        /// The share of orders that fail, 0 to 1.
        public var failureRate: Double
        /// The `shop` binary.
        public var executable: String
        /// Stop when standard input ends: whoever started us is gone.
        public var stopsWithStandardInput: Bool
        /// What else every process is told, such as the log format.
        public var commonArguments: [String]

        public init(
            topology: ShopTopology, files: ShopFiles, rate: Double, seed: UInt64, failureRate: Double,
            executable: String, stopsWithStandardInput: Bool = false, commonArguments: [String] = []
        ) {
            self.topology = topology
            self.files = files
            self.rate = rate
            self.seed = seed
            self.failureRate = failureRate
            self.executable = executable
            self.stopsWithStandardInput = stopsWithStandardInput
            self.commonArguments = commonArguments
        }
    }

    private let settings: Settings
    private let logger: Logger

    public init(_ settings: Settings, logger: Logger) {
        self.settings = settings
        self.logger = logger
    }

    /// Runs until SIGTERM or SIGINT.
    /// - Parameter onReady: called once, when every service has answered that it is ready.
    /// - Throws: ``ShopLock/Held``, ``PortTaken`` and ``ShopFiles/Unusable`` before anything is started; when a service does not become ready
    ///   within 60 s, which that is and where its log is.
    public func run(onReady: @escaping @Sendable () -> Void) async throws {
        // Before anything is written: a shop that runs here is a better word than its ports.
        try ShopLock.check(settings.files)
        try await checkPorts()
        try settings.files.makeDirectory()
        try FileManager.default.createDirectory(atPath: settings.files.logs, withIntermediateDirectories: true)
        let lock = try ShopLock(settings.files)
        defer { withExtendedLifetime(lock) {} }
        try OperationsTokens.make(settings.files)
        _ = try LoadOrder.file(in: settings.files).write(LoadOrder(rate: settings.rate))
        try ShopState(
            pid: getpid(), portBase: settings.topology.portBase, seed: settings.seed,
            started: WallClock.text(nanoseconds: WallClock.nanoseconds())
        ).write(settings.files)
        defer { try? FileManager.default.removeItem(atPath: settings.files.state) }
        let client = HTTPClient(eventLoopGroupProvider: .singleton)
        do {
            try await supervise(client, onReady)
        } catch {
            try? await client.shutdown()
            throw error
        }
        try await client.shutdown()
    }

    private func supervise(_ client: HTTPClient, _ onReady: @escaping @Sendable () -> Void) async throws {
        let gate = ReadinessGate(
            urls: ShopTopology.Service.allCases.map { settings.topology.readyURL(of: $0) }, limit: .seconds(60),
            logs: settings.files.logs, client: client)
        let others = ShopTopology.Service.allCases.filter { $0 != .orders }
        let supervisor = Supervisor(
            stages: [
                Supervisor.Stage(others.map { child($0) }), Supervisor.Stage([child(.orders)]),
                Supervisor.Stage([load]) {
                    try await gate.wait()
                    onReady()
                },
            ], files: settings.files, logger: logger)
        var group = ServiceGroupConfiguration(
            services: [.init(service: supervisor, serviceName: "supervisor")],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        if settings.stopsWithStandardInput {
            group.services.append(
                .init(
                    service: Lifeline(gracePeriod: .seconds(20)) { kill(getpid(), SIGTERM) }, serviceName: "lifeline"))
        }
        try await ServiceGroup(configuration: group).run()
    }

    private var common: [String] {
        [
            "--port-base", String(settings.topology.portBase), "--dir", settings.files.directory, "--seed",
            String(settings.seed), "--stop-with-stdin",
        ] + settings.commonArguments
    }

    private func child(_ service: ShopTopology.Service) -> ChildSpec {
        let name = service.rawValue
        return ChildSpec(
            name: name, executable: settings.executable,
            arguments: ["serve", name, "--failure-rate", String(settings.failureRate)] + common,
            logFile: settings.files.log(of: name))
    }

    private var load: ChildSpec {
        ChildSpec(
            name: "load", executable: settings.executable,
            arguments: ["customers"] + common,
            logFile: settings.files.log(of: "load"))
    }

    /// Binds every port for a moment: a clear word now is better than nine processes that fail in turn. Services of a
    /// shop that was killed a moment ago are about to end, and are waited for.
    private func checkPorts() async throws {
        let deadline = ContinuousClock.now + .seconds(15)
        for service in ShopTopology.Service.allCases {
            while let taken = try await taken(service) {
                guard taken.holder?.isService == true, ContinuousClock.now < deadline else { throw taken }
                logger.info("Waits for a service of an earlier shop to end", metadata: ["holder": "\(taken)"])
                try await Task.sleep(for: .milliseconds(250))
            }
        }
    }

    private func taken(_ service: ShopTopology.Service) async throws -> PortTaken? {
        let port = settings.topology.port(of: service)
        do {
            let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .bind(host: "127.0.0.1", port: port).get()
            try await channel.close()
            return nil
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            return PortTaken(port: port, service: service, holder: PortHolder.find(port: port))
        }
    }
}
