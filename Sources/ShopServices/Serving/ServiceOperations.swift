import EventSourcing
import Foundation
import GRDB
import Observability
import Operations
import OperationsServer

/// The Operations API of a service: everything that it has is shown, and can be acted upon.
enum ServiceOperations {
    /// - Throws: what SQLite says when the commands of a service without a store cannot be kept.
    static func api(_ context: ServiceContext, _ parts: ServiceParts, _ chaos: ChaosSwitch) throws -> OperationsAPI {
        let settings = context.settings
        let database = try context.database?.store.database ?? commandFile(settings)
        var offer = ServiceOffer()
        offer.add(
            BreakerOperations(
                context.callers.all.map { .init($0.breaker, dependency: $0.target.rawValue) }, database: database,
                logger: context.logger))
        offer.add(
            BulkheadOperations(
                context.callers.all.map(\.bulkhead) + (context.database.map { [$0.bulkhead] } ?? [])))
        offer.add(ProjectionOperations(parts.projections))
        if let store = context.database?.store { offer.add(EventOperations(store)) }
        if let sagas = parts.sagas { offer.add(SagaOperations(sagas)) }
        if let bus = parts.bus { offer.add(BusOperations(bus)) }
        offer.add(ChaosCommands(service: settings.service, chaos: chaos))
        let story = CommandStory(events: context.events)
        let desk = CommandDesk(
            offer: offer, journal: CommandJournal(database: database), logger: context.logger,
            onChange: { story.tell($0) })
        return OperationsAPI(
            about: .init(
                service: settings.service.rawValue, instance: context.instanceID, version: ServiceProcess.version,
                started: Date()),
            access: OperationsAccess(
                operators: TokenFile(path: settings.operatorTokenFile ?? settings.files.operatorToken),
                viewers: TokenFile(path: settings.viewerTokenFile ?? settings.files.viewerToken),
                allowsRemote: settings.bind != "127.0.0.1"),
            desk: desk, logger: context.logger)
    }

    /// A service that keeps no events keeps the commands that it was given all the same.
    private static func commandFile(_ settings: ServiceSettings) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.label = "commands"
        configuration.busyMode = .timeout(5)
        return try DatabasePool(
            path: settings.files.directory + "/\(settings.service.rawValue).commands.sqlite",
            configuration: configuration)
    }
}

/// Tells in the trace log what operators had done.
struct CommandStory: Sendable {
    let events: DomainEvents

    func tell(_ report: CommandReport) {
        let command = DomainEvent.Command(
            id: report.command.id, kind: report.command.kind.rawValue, target: report.command.target,
            actor: report.command.actor, reason: report.command.reason)
        events.record(
            report.state.isFinal
                ? .commandEnded(command, state: report.state.rawValue) : .commandAccepted(command), in: nil)
    }
}
