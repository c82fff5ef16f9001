import Logging
import Observability
import ServiceLifecycle
import Synchronization

/// Something that runs beside the server: a read model, a bus, sagas. One that ends although nobody asked it to makes
/// the service unhealthy and says why; the others go on.
final class ServiceWork: HealthCheck {
    let name: String
    private let work: @Sendable () async throws -> Void
    private let stop: (@Sendable () async -> Void)?
    private let failure = Mutex<String?>(nil)

    /// - Parameters:
    ///   - stop: asks it to come to an end by itself; `nil`: it is cancelled.
    ///   - run: runs it until it is cancelled or asked to stop.
    init(
        name: String, stop: (@Sendable () async -> Void)? = nil, run: @escaping @Sendable () async throws -> Void
    ) {
        self.name = name
        self.stop = stop
        work = run
    }

    func check() -> HealthFinding {
        let reason = failure.withLock { $0 }
        return reason.map { HealthFinding(.unhealthy, details: ["error": .text($0)]) } ?? HealthFinding(.healthy)
    }

    /// Runs until the service shuts down.
    func run(logger: Logger) async throws {
        do {
            if let stop {
                try await runUntilStopped(stop)
            } else {
                try await cancelWhenGracefulShutdown { [work] in try await work() }
            }
            if !Task.isShuttingDownGracefully, !Task.isCancelled { note("it has ended", logger) }
        } catch is CancellationError {
            return
        } catch {
            if Task.isShuttingDownGracefully || Task.isCancelled { return }
            note("\(error)", logger)
        }
        try await gracefulShutdown()
    }

    private func runUntilStopped(_ stop: @escaping @Sendable () async -> Void) async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask { [work] in
                try await work()
                return true
            }
            group.addTask {
                try await gracefulShutdown()
                await stop()
                return false
            }
            defer { group.cancelAll() }
            // Asked to stop, it ends by itself; the answer to that is what counts.
            while let hasEnded = try await group.next(), !hasEnded {}
        }
    }

    private func note(_ reason: String, _ logger: Logger) {
        failure.withLock { $0 = reason }
        logger.error("Something that should run has stopped", metadata: ["what": "\(name)", "reason": "\(reason)"])
    }
}

/// A work as a service of the group.
struct WorkService: Service {
    let work: ServiceWork
    let logger: Logger

    func run() async throws { try await work.run(logger: logger) }
}
