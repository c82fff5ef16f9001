import Hummingbird
import Logging
import ServiceLifecycle

/// Runs the HTTP server, and takes it down for as long as connections are to be refused on purpose.
struct ListeningServer: Service {
    let chaos: ChaosSwitch
    let logger: Logger
    /// How long requests may take to finish when the server is taken down.
    let gracePeriod: Duration
    /// A new server each time: one that was stopped does not listen again.
    let makeServer: @Sendable () -> any Service

    private enum Ending {
        case serverEnded
        case toRefuse
    }

    func run() async throws {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            guard try await serveUntilRefusing() == .toRefuse else { return }
            logger.notice("Connections are refused on purpose")
            await cancelWhenGracefulShutdown {
                for await settings in chaos.changes() where !settings.refuses { break }
            }
        }
    }

    private func serveUntilRefusing() async throws -> Ending {
        var configuration = ServiceGroupConfiguration(
            services: [.init(service: makeServer(), serviceName: "http")], logger: logger)
        configuration.maximumGracefulShutdownDuration = gracePeriod
        let server = ServiceGroup(configuration: configuration)
        return try await withThrowingTaskGroup(of: Ending.self) { group in
            group.addTask {
                do {
                    try await server.run()
                } catch is CancellationError {}
                return .serverEnded
            }
            group.addTask {
                for await settings in chaos.changes() where settings.refuses {
                    // Not by cancellation: a connection that is just being accepted would trap inside SwiftNIO
                    // ("Deinited NIOAsyncWriter without calling finish()", seen with Hummingbird 2.28.1).
                    await server.triggerGracefulShutdown()
                    return .toRefuse
                }
                return .serverEnded
            }
            let first = try await group.next() ?? .serverEnded
            if first == .serverEnded { group.cancelAll() }
            while try await group.next() != nil {}
            return first
        }
    }
}
