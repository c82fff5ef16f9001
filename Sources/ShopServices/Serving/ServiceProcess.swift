import AsyncHTTPClient
import Foundation
import Hummingbird
import Logging
import NIOCore
import Observability
import ObservabilityHummingbird
import ServiceLifecycle
import Synchronization
import Tracing
import UnixSignals

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One service of the shop as a process: HTTP server, telemetry, health, and an orderly end.
public struct ServiceProcess: Sendable {
    /// `service.version` of everything that the shop traces.
    public static let version = "1.0.0"

    private let settings: ServiceSettings
    private let logger: Logger

    public init(_ settings: ServiceSettings, logger: Logger) {
        self.settings = settings
        self.logger = logger
    }

    /// Serves until SIGTERM or SIGINT: then in-flight requests finish and the telemetry is written.
    /// - Throws: ``PortTaken``, and what the file system says.
    public func run() async throws {
        try FileManager.default.createDirectory(
            atPath: settings.files.directory, withIntermediateDirectories: true)
        let name = settings.service.rawValue
        let telemetry = TelemetryLog(
            TelemetryLog.Settings(path: settings.files.traceLog),
            resource: TelemetryResource(
                serviceName: name, instanceID: "\(name)-\(getpid())", version: Self.version,
                extra: ["process.pid": .int(Int64(getpid()))]),
            logger: logger)
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: Self.clientConfiguration)
        do {
            try await serve(telemetry, client)
            try await client.shutdown()
        } catch {
            try? await client.shutdown()
            throw taken(error) ?? error
        }
    }

    private static var clientConfiguration: HTTPClient.Configuration {
        var configuration = TracedHTTPClient.untraced(HTTPClient.Configuration())
        configuration.timeout.connect = .seconds(1)
        configuration.connectionPool.idleTimeout = .seconds(20)
        return configuration
    }

    private func serve(_ telemetry: TelemetryLog, _ client: HTTPClient) async throws {
        let clock = ContinuousClock()
        let tracer = OTLPTracer(log: telemetry)
        let context = ServiceContext(
            settings: settings, tracer: tracer, events: DomainEvents(log: telemetry), fate: Fate(seed: settings.seed),
            logger: logger, clock: clock)
        let chaos = ChaosSwitch(service: settings.service, files: settings.files, logger: logger)
        let isReady = ReadyFlag()
        let responder = ServiceRouter(context: context, client: client, chaos: chaos) { isReady.value }.make()
            .buildResponder()
        let address = BindAddress.hostname("127.0.0.1", port: settings.topology.port(of: settings.service))
        let logger = logger
        let server = ListeningServer(chaos: chaos, logger: logger, gracePeriod: settings.gracePeriod) {
            Application(
                responder: responder, configuration: ApplicationConfiguration(address: address),
                onServerRunning: { _ in isReady.value = true }, logger: logger)
        }
        // Shut down from the last to the first: the server's last spans must find the telemetry running.
        var group = ServiceGroupConfiguration(
            services: [
                .init(service: telemetry, serviceName: "telemetry"), .init(service: chaos, serviceName: "chaos"),
                .init(service: server, serviceName: "server"),
            ], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        group.maximumGracefulShutdownDuration = settings.gracePeriod
        if settings.stopsWithStandardInput {
            group.services.append(
                .init(
                    service: Lifeline(gracePeriod: settings.gracePeriod) { kill(getpid(), SIGTERM) },
                    serviceName: "lifeline"))
        }
        try await ServiceGroup(configuration: group).run()
    }

    private func taken(_ error: any Error) -> PortTaken? {
        guard let error = error as? IOError, error.errnoCode == EADDRINUSE else { return nil }
        let port = settings.topology.port(of: settings.service)
        return PortTaken(port: port, service: settings.service, holder: PortHolder.find(port: port))
    }
}

/// Whether the server listens.
private final class ReadyFlag: Sendable {
    private let flag = Atomic(false)
    var value: Bool {
        get { flag.load(ordering: .acquiring) }
        set { flag.store(newValue, ordering: .releasing) }
    }
}
