import EventSourcing
import Foundation
import Sagas

/// The service `orders`: accepts orders at once and carries them out with a saga.
enum OrderService {
    /// The name of the sagas' worker.
    static let worker = "orders"

    static func parts(_ context: ServiceContext) async throws -> ServiceParts {
        let database = try context.requireDatabase()
        let orders = Repository<OrderAggregate>(store: database.store, logger: context.logger)
        let sagas = try runner(context, database, orders)
        let bus = EventBus(
            sources: [database.source], database: database.store.database, logger: context.logger)
        await bus.subscribe(OrderFollower(orders: orders).subscription)
        var parts = ServiceParts()
        parts.add(
            ProjectionRunner(
                OrderProjection(), from: database.source, into: database.store.database, logger: context.logger),
            named: "orders")
        parts.add(bus)
        parts.add(sagas)
        let relay = OutboxRelay(of: database.store, logger: context.logger) { message in
            guard message.topic == OrderDesk.sagaTopic else { throw UnknownTopic(topic: message.topic) }
            let start = try JSONDecoder().decode(SagaStart.self, from: message.payload)
            try await sagas.start(
                OrderProcessingSaga.name, id: SagaID(rawValue: start.order.id), input: start.order,
                traceparent: start.traceparent)
        }
        parts.add(work: "outbox") { try await relay.run() }
        let routes = routes(context, database, orders)
        parts.routes = { routes.add(to: $0) }
        return parts
    }

    /// A message that nobody here knows what to do with.
    struct UnknownTopic: Error, CustomStringConvertible {
        let topic: String
        var description: String { "nobody sends messages of the topic \(topic)" }
    }

    private static func runner(
        _ context: ServiceContext, _ database: ServiceDatabase, _ orders: Repository<OrderAggregate>
    ) throws -> SagaRunner {
        let saga = OrderProcessingSaga(
            inventory: try context.caller(to: .inventory), payments: try context.caller(to: .payments),
            shipping: try context.caller(to: .shipping), orders: orders, tracer: context.tracer)
        let story = SagaStory(events: context.events)
        return SagaRunner(
            store: database.store, database: database.store.database, definitions: [try saga.definition()],
            worker: worker, leaseMargin: context.settings.sagaLease, logger: context.logger
        ) { state, facts in story.tell(state, facts) }
    }

    private static func routes(
        _ context: ServiceContext, _ database: ServiceDatabase, _ orders: Repository<OrderAggregate>
    ) -> OrderRoutes {
        var random = SystemRandomNumberGenerator()
        let ids = OrderIDs(using: &random)
        return OrderRoutes(
            context: context, database: database,
            desk: OrderDesk(context: context, database: database, orders: orders, newID: { ids.next() }),
            queries: OrderQueries(database: database), orders: orders)
    }
}
