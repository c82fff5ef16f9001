import AsyncHTTPClient
import EventSourcingHTTP
import Foundation
import Hummingbird
import Logging
import NIOCore
import Observability
import OperationsServer
import ServiceLifecycle
import Synchronization
import Tracing
import UnixSignals

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One service of the shop as a process: HTTP server, store, telemetry, health, and an orderly end.
public struct ServiceProcess: Sendable {
    /// `service.version` of everything that the shop traces.
    public static let version = "1.0.0"

    private let settings: ServiceSettings
    private let logger: Logger

    public init(_ settings: ServiceSettings, logger: Logger) {
        self.settings = settings
        self.logger = logger
    }

    /// Serves until SIGTERM or SIGINT: then in-flight requests finish, sagas stop at a checkpoint and the telemetry is
    /// written.
    /// - Throws: ``ShopFiles/Unusable``, ``ServiceLock/Held``, ``PortTaken``, `EventStoreError`, and what the file system says.
    public func run() async throws { try await run(signals: [.sigterm, .sigint]) { _ in } }

    /// - Parameters:
    ///   - signals: those that shut it down gracefully.
    ///   - onStart: is given what else can shut it down.
    func run(signals: [UnixSignal], onStart: @Sendable (ServiceGroup) -> Void) async throws {
        // A limit on file sizes is to be an error that can be answered, not a death.
        signal(SIGXFSZ, SIG_IGN)
        try settings.files.makeDirectory()
        // Before anything is opened, let alone changed.
        let lock = try ServiceLock(of: settings.service, in: settings.files)
        defer { withExtendedLifetime(lock) {} }
        logger.info("Starting", metadata: ["settings": "\(settings)"])
        let name = settings.service.rawValue
        let telemetry = TelemetryLog(
            TelemetryLog.Settings(path: settings.traceLog ?? settings.files.traceLog),
            resource: TelemetryResource(
                serviceName: name, instanceID: instanceID, version: Self.version,
                extra: ["process.pid": .int(Int64(getpid()))]),
            logger: logger)
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: Self.clientConfiguration)
        let feedClient = HTTPClient(
            eventLoopGroupProvider: .singleton, configuration: HTTPEventTransport.configuration())
        let result: Result<Void, any Error>
        do {
            try await serve(telemetry, client, feedClient, signals, onStart)
            result = .success(())
        } catch {
            result = .failure(taken(error) ?? error)
        }
        try? await client.shutdown()
        try? await feedClient.shutdown()
        try result.get()
    }

    private var instanceID: String { "\(settings.service.rawValue)-\(getpid())" }

    private static var clientConfiguration: HTTPClient.Configuration {
        var configuration = TracedHTTPClient.untraced(HTTPClient.Configuration(redirectConfiguration: .disallow))
        configuration.timeout.connect = .seconds(1)
        configuration.connectionPool.idleTimeout = .seconds(20)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
        // A refused connection is an answer; trying again is the business of whoever called.
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }

    private func serve(
        _ telemetry: TelemetryLog, _ client: HTTPClient, _ feedClient: HTTPClient, _ signals: [UnixSignal],
        _ onStart: @Sendable (ServiceGroup) -> Void
    ) async throws {
        let tracer = OTLPTracer(log: telemetry)
        let database =
            settings.service.ownsStore
            ? try ServiceDatabase(
                name: settings.service.rawValue, path: settings.files.store(of: settings.service)) : nil
        defer { close(database) }
        let context = ServiceContext(
            settings: settings, instanceID: instanceID, tracer: tracer, events: DomainEvents(log: telemetry),
            fate: Fate(seed: settings.seed),
            logger: logger, clock: ContinuousClock(), database: database,
            callers: ServiceCallers(of: settings, client: client, tracer: tracer), feedClient: feedClient)
        let parts = try await ServiceRegistry.parts(of: context)
        let chaos = ChaosSwitch(service: settings.service, files: settings.files, logger: logger)
        let isReady = ReadyFlag()
        let operations = try ServiceOperations.api(context, parts, chaos)
        try await operations.prepare()
        let router = ServiceRouter(
            context: context, parts: parts, client: client, chaos: chaos, operations: operations
        ) { isReady.value }
        let server = server(router.make().buildResponder(), chaos, isReady)
        let journal = BreakerJournal(callers: context.callers, events: context.events)
        // Shut down from the last to the first: the server's last spans must find the telemetry running.
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = [
            .init(service: telemetry, serviceName: "telemetry"), .init(service: journal, serviceName: "breakers"),
            .init(service: chaos, serviceName: "chaos"),
        ]
        services += parts.works.map {
            .init(service: WorkService(work: $0, logger: logger), serviceName: $0.name)
        }
        services.append(.init(service: operations, serviceName: "operations"))
        services.append(.init(service: server, serviceName: "server"))
        if settings.stopsWithStandardInput {
            services.append(
                .init(
                    service: Lifeline(gracePeriod: settings.gracePeriod) { kill(getpid(), SIGTERM) },
                    serviceName: "lifeline"))
        }
        var group = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: signals, logger: logger)
        group.maximumGracefulShutdownDuration = settings.gracePeriod
        let running = ServiceGroup(configuration: group)
        onStart(running)
        try await running.run()
    }

    /// Too late for anybody to do something about it, but not for saying so.
    private func close(_ database: ServiceDatabase?) {
        do {
            try database?.close()
        } catch {
            logger.error("The store could not be closed properly", metadata: ["error": "\(error)"])
        }
    }

    private func server(
        _ responder: some HTTPResponder<ShopRequestContext>, _ chaos: ChaosSwitch, _ isReady: ReadyFlag
    ) -> ListeningServer {
        let address = BindAddress.hostname(settings.bind, port: settings.listeningPort)
        return ListeningServer(chaos: chaos, logger: logger, gracePeriod: settings.gracePeriod) { [logger] in
            Application(
                responder: responder, configuration: ApplicationConfiguration(address: address),
                onServerRunning: { _ in isReady.value = true }, logger: logger)
        }
    }

    private func taken(_ error: any Error) -> PortTaken? {
        guard let error = error as? IOError, error.errnoCode == EADDRINUSE else { return nil }
        let port = settings.listeningPort
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
