import EventSourcing
import Foundation

/// The service `users`: who the customers are.
enum UserService {
    static func parts(_ context: ServiceContext) async throws -> ServiceParts {
        let database = try context.requireDatabase()
        let commands = UserCommands(store: database.store)
        try await UserSeed(seed: context.settings.seed).plant(commands)
        var parts = ServiceParts()
        parts.add(
            ProjectionRunner(
                UserProjection(), from: database.source, into: database.store.database, logger: context.logger),
            named: "users")
        let routes = UserRoutes(
            commands: commands, queries: UserQueries(database: database), bulkhead: database.bulkhead,
            newID: { UUID().uuidString.lowercased() }, metadata: { context.metadata() })
        parts.routes = { routes.add(to: $0) }
        return parts
    }
}
