import Hummingbird
import Logging
import ServiceLifecycle

/// Runs the HTTP server, and takes it down for as long as connections are to be refused on purpose.
struct ListeningServer: Service {
    let chaos: ChaosSwitch
    let logger: Logger
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
        try await withThrowingTaskGroup(of: Ending.self) { group in
            group.addTask {
                do {
                    try await makeServer().run()
                } catch is CancellationError {}
                return .serverEnded
            }
            group.addTask {
                for await settings in chaos.changes() where settings.refuses { return .toRefuse }
                return .serverEnded
            }
            let first = try await group.next() ?? .serverEnded
            group.cancelAll()
            while try await group.next() != nil {}
            return first
        }
    }
}
