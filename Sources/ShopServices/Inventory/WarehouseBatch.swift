import EventSourcing

/// Decides wishes on the warehouse one after the other and records what follows in one append.
///
/// What a key has done already is told by the identities of the events: `KEY/reserve` and `KEY/release`.
struct WarehouseBatch {
    let store: any EventStore
    private let decoder = EventDecoder<Warehouse.Fact>()

    init(store: any EventStore) { self.store = store }

    fileprivate struct Decided {
        var facts: [Warehouse.Fact] = []
        var ids: [EventID] = []
        var metadata: [EventMetadata] = []
    }

    /// - Throws: `EventStoreError`; a conflict if the warehouse has moved on, and then nothing was recorded.
    func carryOut(
        _ wishes: [(WarehouseKeeper.Wish, EventMetadata)], on tracked: inout Tracked<Warehouse>
    ) async throws -> [WarehouseKeeper.Answer] {
        var decided = Decided()
        var answers: [WarehouseKeeper.Answer] = []
        for (wish, metadata) in wishes {
            let before = decided.facts.count
            answers.append(try await answer(to: wish, tracked.state, &decided))
            for fact in decided.facts[before...] {
                tracked.record(fact)
                decided.metadata.append(metadata)
            }
        }
        for delivery in tracked.state.deliveries() {
            tracked.record(delivery)
            decided.facts.append(delivery)
            decided.ids.append(.random())
            decided.metadata.append(EventMetadata())
        }
        try await append(&tracked, ids: decided.ids, decided.metadata)
        return answers
    }

    /// Records the uncommitted facts under identities of their own.
    func append(
        _ tracked: inout Tracked<Warehouse>, ids: [EventID], _ metadata: [EventMetadata]
    ) async throws {
        guard !tracked.uncommitted.isEmpty else { return }
        let events = try zip(tracked.uncommitted, zip(ids, metadata)).map { fact, origin in
            try NewEvent(fact, id: origin.0, metadata: origin.1)
        }
        _ = try await store.append(Append(to: tracked.stream, expecting: tracked.version, events))
        tracked.markCommitted()
    }

    private func answer(
        to wish: WarehouseKeeper.Wish, _ warehouse: Warehouse, _ decided: inout Decided
    ) async throws -> WarehouseKeeper.Answer {
        switch wish {
        case .reserve(let request, let key):
            if try await fact("\(key)/release", decided) != nil { return .tooLate }
            if case .itemsReserved(_, let orderID, let lines)? = try await fact("\(key)/reserve", decided) {
                guard orderID == request.orderId, lines == request.items else { return .otherReservation }
                return .reserved(lines, isDuplicate: true)
            }
            if let sku = warehouse.shortage(for: request.items) { return .outOfStock(sku: sku) }
            decided.add(
                .itemsReserved(key: key, orderId: request.orderId, lines: request.items), as: "\(key)/reserve")
            return .reserved(request.items, isDuplicate: false)
        case .release(let orderID, let key):
            if try await fact("\(key)/release", decided) != nil { return .released(.alreadyUndone) }
            guard case .itemsReserved(_, let holder, let lines)? = try await fact("\(key)/reserve", decided) else {
                decided.add(.reservationBarred(key: key, orderId: orderID), as: "\(key)/release")
                return .released(.nothingToUndo)
            }
            guard holder == orderID else { return .otherReservation }
            decided.add(.itemsReleased(key: key, orderId: orderID, lines: lines), as: "\(key)/release")
            return .released(.undone)
        }
    }

    /// What was recorded, or decided a moment ago, under an identity.
    private func fact(_ id: String, _ decided: Decided) async throws -> Warehouse.Fact? {
        if let index = decided.ids.firstIndex(where: { $0.rawValue == id }) { return decided.facts[index] }
        return try await store.event(EventID(rawValue: id)).map { try decoder.decode($0) }
    }
}

extension WarehouseBatch.Decided {
    fileprivate mutating func add(_ fact: Warehouse.Fact, as id: String) {
        facts.append(fact)
        ids.append(EventID(rawValue: id))
    }
}
