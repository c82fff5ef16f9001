import EventSourcing
import GRDB
import Sagas

/// One moment of one service's store.
struct StoreMoment {
    let files: ShopFiles
    let service: ShopTopology.Service
    /// Of the file, such as `orders.sqlite`.
    let name: String
    let database: Database

    /// Hands out the facts of one kind of aggregate, oldest first.
    func facts<Fact: DomainEvent>(
        _ type: Fact.Type, named types: Set<String>, _ body: (Fact, Event) throws -> Void
    ) throws {
        let decoder = EventDecoder<Fact>()
        try StoreFile.events(in: database, types: types) { try body(decoder.decode($0), $0) }
    }

    /// Compares a read model that is made of this store's own events.
    func check(_ projection: some Projection) throws -> ShopFacts.ReadModel {
        try ReadModelCheck(projection: projection, place: "\(name), projection \(projection.name)").compare(database) {
            position, body in
            try StoreFile.events(in: database, types: projection.filter.types, upTo: position, body)
        }
    }

    /// Compares a read model that is made of another service's events.
    func check(_ projection: some Projection, of publisher: ShopTopology.Service) throws -> ShopFacts.ReadModel {
        let events = try StoreFile(files.store(of: publisher))
        return try ReadModelCheck(projection: projection, place: "\(name), projection \(projection.name)").compare(
            database
        ) { position, body in
            try events.read {
                try StoreFile.events(in: $0, types: projection.filter.types, upTo: position, body)
            }
        }
    }

    /// How far a read model has come; `nil`: it has not begun.
    static func checkpoint(of projection: String, in db: Database) throws -> Int? {
        guard try db.tableExists("projection_checkpoints") else { return nil }
        return try Int.fetchOne(
            db, sql: "SELECT position FROM projection_checkpoints WHERE name = ? AND NOT rebuilding",
            arguments: [projection])
    }

    /// Events that the service's subscribers have put aside: to be tried again, or given up.
    func eventsPutAside() throws -> ShopFacts.Outbox? {
        guard try database.tableExists("bus_parked") else { return nil }
        return ShopFacts.Outbox(
            place: "\(name), events put aside",
            waiting: try Int.fetchOne(database, sql: "SELECT count(*) FROM bus_parked") ?? 0)
    }

    /// Every read model of the service beside a rebuild.
    func checkReadModels() throws -> [ShopFacts.ReadModel] {
        switch service {
        case .orders: [try check(OrderProjection()), try check(SagaIndex())]
        case .inventory: [try check(StockProjection())]
        case .payments: [try check(PaymentProjection())]
        case .shipping: [try check(ShipmentProjection())]
        case .users: [try check(UserProjection())]
        case .catalog: [try check(CatalogProjection()), try check(RecommendationProjection(), of: .orders)]
        case .analytics:
            [try check(OrderMetricsProjection(), of: .orders), try check(UserMetricsProjection(), of: .users)]
        case .mobileBFF, .webBFF: []
        }
    }
}
