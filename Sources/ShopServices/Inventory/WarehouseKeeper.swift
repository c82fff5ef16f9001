import EventSourcing
import Foundation

/// Keeps the warehouse in memory and records its changes: requests that arrive while others are being recorded share the
/// next append.
///
/// Whoever finds nobody at work does the work, for itself and for those that have come since. Another process that wrote
/// meanwhile is noticed by the version: then everything is read and decided anew.
actor WarehouseKeeper {
    enum Wish: Sendable, Equatable {
        case reserve(ReservationRequest, key: String)
        case release(orderID: String, key: String)
    }

    enum Answer: Sendable, Equatable {
        case reserved([Reservation.Line], isDuplicate: Bool)
        /// The product of which there are too few.
        case outOfStock(sku: String)
        /// It was released before it came.
        case tooLate
        /// The key was used for something else.
        case otherReservation
        case released(UndoAnswer.Outcome)
    }

    private struct Request: Sendable {
        let wish: Wish
        let metadata: EventMetadata
        let turn: CheckedContinuation<Turn, Never>?
    }

    private enum Turn: Sendable {
        case answered(Result<Answer, any Error>)
        /// It is its turn to do the work.
        case works
    }

    /// Requests in one append at most.
    private static let largestBatch = 200
    /// Events between two snapshots.
    static let snapshotInterval = 500

    private let store: any EventStore
    private let repository: Repository<Warehouse>
    private var kept: Tracked<Warehouse>?
    private var waiting: [Request] = []
    private var isWorking = false

    init(store: any EventStore) {
        self.store = store
        repository = Repository(store: store, snapshots: .every(Self.snapshotInterval))
    }

    /// Puts the first day's stock on the shelves, once.
    func open(_ products: [Product] = Product.all) async throws {
        let batch = WarehouseBatch(store: store)
        for product in products {
            guard try await store.event(EventID(rawValue: "opening/\(product.sku)")) == nil else { continue }
            var tracked = try await repository.load(Warehouse.id)
            tracked.record(.stockArrived(sku: product.sku, quantity: product.stock))
            try await batch.append(&tracked, ids: [EventID(rawValue: "opening/\(product.sku)")], [EventMetadata()])
        }
    }

    /// - Throws: `EventStoreError`; then nothing was recorded.
    func fulfil(_ wish: Wish, metadata: EventMetadata = EventMetadata()) async throws -> Answer {
        if isWorking {
            let turn = await withCheckedContinuation { turn in
                waiting.append(Request(wish: wish, metadata: metadata, turn: turn))
            }
            if case .answered(let result) = turn { return try result.get() }
        }
        isWorking = true
        defer { handOver() }
        let others = Array(waiting.prefix(Self.largestBatch - 1))
        waiting.removeFirst(others.count)
        let requests = [Request(wish: wish, metadata: metadata, turn: nil)] + others
        do {
            let answers = try await work(requests.map { ($0.wish, $0.metadata) })
            for (request, answer) in zip(requests, answers) {
                request.turn?.resume(returning: .answered(.success(answer)))
            }
            return answers[0]
        } catch {
            kept = nil
            for request in requests { request.turn?.resume(returning: .answered(.failure(error))) }
            throw error
        }
    }

    private func handOver() {
        if waiting.isEmpty {
            isWorking = false
        } else {
            waiting.removeFirst().turn?.resume(returning: .works)
        }
    }

    private func work(_ wishes: [(Wish, EventMetadata)]) async throws -> [Answer] {
        let batch = WarehouseBatch(store: store)
        var attempt = 1
        while true {
            var tracked = if let kept { kept } else { try await repository.load(Warehouse.id) }
            do {
                let answers = try await batch.carryOut(wishes, on: &tracked)
                await keep(tracked)
                return answers
            } catch EventStoreError.conflict(let conflict) {
                kept = nil
                guard attempt < 10 else { throw EventStoreError.conflict(conflict) }
                attempt += 1
            }
        }
    }

    /// A snapshot that could not be kept is no harm: the events are recorded.
    private func keep(_ tracked: Tracked<Warehouse>) async {
        let before = kept?.version ?? tracked.version
        kept = tracked
        guard tracked.version / Self.snapshotInterval > before / Self.snapshotInterval,
            let data = try? JSONEncoder().encode(tracked.state)
        else { return }
        try? await store.keep(
            Snapshot(stream: tracked.stream, version: tracked.version, schemaVersion: 1, data: data))
    }
}
