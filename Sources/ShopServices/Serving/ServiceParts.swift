import EventSourcing
import Hummingbird
import Observability
import OperationsServer
import Sagas

/// What one service has beside the frame that all have in common.
struct ServiceParts: Sendable {
    /// Adds the service's own routes.
    var routes: @Sendable (Router<ShopRequestContext>) -> Void = { _ in }
    /// What runs beside the server; stopped after its last request.
    private(set) var works: [ServiceWork] = []
    /// What its health depends on.
    var checks: [any HealthCheck] = []
    private(set) var bus: EventBus?
    private(set) var projections: [any OperableProjection] = []
    private(set) var sagas: SagaRunner?

    /// Adds something that runs for as long as the service does.
    mutating func add(work name: String, _ run: @escaping @Sendable () async throws -> Void) {
        let work = ServiceWork(name: name, run: run)
        works.append(work)
        checks.append(work)
    }

    /// Adds a read model that is kept up to date.
    mutating func add<P: Projection>(_ runner: ProjectionRunner<P>, named name: String) {
        projections.append(runner)
        add(work: "projection \(name)") { try await runner.run() }
    }

    /// Adds the bus, with the subscriptions that it has.
    mutating func add(_ bus: EventBus) {
        self.bus = bus
        add(work: "bus") { try await bus.run() }
    }

    /// Adds the worker of the sagas that this service runs. At shutdown it stops at a checkpoint.
    mutating func add(_ runner: SagaRunner) {
        sagas = runner
        let work = ServiceWork(name: "sagas", stop: { await runner.stop() }) { try await runner.run() }
        works.append(work)
        checks.append(work)
    }
}
