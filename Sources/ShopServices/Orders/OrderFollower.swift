import EventSourcing
import Sagas

/// Lets an order follow its saga: what could not be completed is cancelled, or needs attention.
struct OrderFollower: Sendable {
    let orders: Repository<OrderAggregate>
    private let decoder = EventDecoder<SagaFact>()

    init(orders: Repository<OrderAggregate>) { self.orders = orders }

    var subscription: Subscription {
        Subscription(
            group: "orders-follow-sagas", topics: ["SagaEnded", "SagaNeedsAttention"], effects: .none
        ) { event, _ in try await follow(event) }
    }

    /// Confirming is the saga's own last step.
    private func follow(_ event: Event) async throws {
        let command: OrderAggregate.Command
        switch try decoder.decode(event) {
        case .sagaEnded(.compensated): command = .cancel(reason: "it could not be completed, and everything was undone")
        case .sagaEnded(.abandoned): command = .cancel(reason: "a person has given it up")
        case .sagaNeedsAttention(let reason): command = .needAttention(reason: reason)
        default: return
        }
        let saga = event.stream.rawValue.dropFirst("saga-".count)
        guard let id = OrderAggregate.key(of: String(saga)) else { return }
        do {
            try await orders.tell(
                id, command, commandID: "follow/\(event.id)",
                metadata: EventMetadata.caused(by: event))
        } catch let refusal as OrderAggregate.Refusal {
            // An older word than the one that the order has had since.
            guard refusal != .unknownOrder else { throw Undeliverable("there is no order \(saga)") }
        }
    }
}
