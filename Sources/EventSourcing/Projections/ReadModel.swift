import GRDB

/// A projection's tables and checkpoints, and the transactions that change both.
struct ReadModel<P: Projection>: Sendable {
    let projection: P
    let database: any DatabaseWriter
    /// Who is the one that may change it: the runner that claimed it last.
    let runner: String

    private var table: CheckpointTable { CheckpointTable(projection: projection.name) }

    /// Makes this runner the only one, and the tables if there are none.
    /// - Returns: the checkpoint, and whether the read model is of an older version and must be rebuilt.
    func claim() async throws -> (checkpoint: CheckpointTable.Checkpoint, isOutdated: Bool) {
        try await database.write { db in
            try CheckpointTable.create(db)
            var checkpoint =
                try table.read(rebuilding: false, db)
                ?? CheckpointTable.Checkpoint(position: 0, version: projection.version, generation: 0, runner: "")
            if checkpoint.generation == 0 {
                checkpoint.generation = 1
                try projection.create(ReadModelTables(generation: 1), in: db)
                try rename(from: 1, db)
            }
            checkpoint.runner = runner
            try table.write(checkpoint, rebuilding: false, db)
            return (checkpoint, checkpoint.version != projection.version)
        }
    }

    /// Applies events to the live tables, if the checkpoint is where the caller thinks.
    /// - Returns: the checkpoint's position afterwards.
    func advance(_ page: EventPage, from position: Int) async throws -> Int {
        try await findingTheFault { way in
            try await database.write { db in
                var checkpoint = try mine(db)
                // A rebuilt read model has been switched in meanwhile: go on from there.
                guard checkpoint.position == position else { return checkpoint.position }
                try apply(page.events, way, to: .live, db)
                checkpoint.position = page.next
                try table.write(checkpoint, rebuilding: false, db)
                return checkpoint.position
            }
        }
    }

    /// Begins a rebuild, or goes on with one of the same version that a crash has interrupted.
    /// - Returns: the position from which to go on.
    func beginRebuild() async throws -> Int {
        try await database.write { db in
            let live = try mine(db)
            if let begun = try table.read(rebuilding: true, db) {
                if begun.version == projection.version { return begun.position }
                try drop(begun.generation, db)
            }
            let generation = live.generation + 1
            try drop(generation, db)
            try projection.create(ReadModelTables(generation: generation), in: db)
            let fresh = CheckpointTable.Checkpoint(
                position: 0, version: projection.version, generation: generation, runner: runner)
            try table.write(fresh, rebuilding: true, db)
            return 0
        }
    }

    /// Whether a rebuild was interrupted.
    func hasUnfinishedRebuild() async throws -> Bool {
        try await database.readOneMoment { db in try table.read(rebuilding: true, db) != nil }
    }

    /// Applies events to the tables of the rebuild. As soon as it has caught up with the live ones, it takes their place
    /// in the same transaction: readers see the old read model or the new one, and nothing in between.
    /// - Returns: the generation, once it is live.
    func advanceRebuild(_ page: EventPage) async throws -> Int? {
        try await findingTheFault { way in
            try await database.write { db in
                let live = try mine(db)
                guard var rebuild = try table.read(rebuilding: true, db) else { return live.generation }
                try apply(page.events, way, to: ReadModelTables(generation: rebuild.generation), db)
                rebuild.position = page.next
                rebuild.runner = runner
                guard page.next >= live.position, page.next >= page.head else {
                    try table.write(rebuild, rebuilding: true, db)
                    return nil
                }
                for name in projection.tables { try db.execute(sql: "DROP TABLE IF EXISTS \(name)") }
                try rename(from: rebuild.generation, db)
                try table.write(rebuild, rebuilding: false, db)
                try table.endRebuild(db)
                return rebuild.generation
            }
        }
    }

    // MARK: - Steps

    private func mine(_ db: Database) throws -> CheckpointTable.Checkpoint {
        guard let checkpoint = try table.read(rebuilding: false, db), checkpoint.runner == runner else {
            throw ProjectionTakenOver(projection: projection.name)
        }
        return checkpoint
    }

    /// How the events of a page are applied.
    private enum Way: Sendable {
        case together, oneByOne
    }

    /// One of several events could not be applied, and nobody knows which.
    private struct FaultAmongThem: Error {}

    /// Applies events together; if that fails, everything is undone and they are applied one by one, to know the one that
    /// is at fault.
    private func findingTheFault<Value: Sendable>(
        _ change: @Sendable (Way) async throws -> Value
    ) async throws -> Value {
        do { return try await change(.together) } catch is FaultAmongThem { return try await change(.oneByOne) }
    }

    private func apply(_ events: [Event], _ way: Way, to tables: ReadModelTables, _ db: Database) throws {
        switch way {
        case .together:
            do {
                try projection.apply(events, to: tables, in: db)
            } catch let error as DatabaseError where !error.resultCode.blamesTheEvent {
                throw error
            } catch {
                throw FaultAmongThem()
            }
        case .oneByOne:
            for event in events { try apply(event, to: tables, db) }
        }
    }

    private func apply(_ event: Event, to tables: ReadModelTables, _ db: Database) throws {
        do {
            try projection.apply(event, to: tables, in: db)
        } catch let error as DatabaseError where !error.resultCode.blamesTheEvent {
            throw error
        } catch {
            throw ProjectionStopped(
                projection: projection.name, position: event.position, type: event.type, reason: "\(error)")
        }
    }

    private func rename(from generation: Int, _ db: Database) throws {
        let built = ReadModelTables(generation: generation)
        for name in projection.tables { try db.execute(sql: "ALTER TABLE \(built[name]) RENAME TO \(name)") }
    }

    private func drop(_ generation: Int, _ db: Database) throws {
        let tables = ReadModelTables(generation: generation)
        for name in projection.tables { try db.execute(sql: "DROP TABLE IF EXISTS \(tables[name])") }
    }
}

extension ResultCode {
    /// Whether the statement was wrong, and not the disk or the connection.
    var blamesTheEvent: Bool {
        self == .SQLITE_CONSTRAINT || self == .SQLITE_ERROR || self == .SQLITE_MISMATCH || self == .SQLITE_TOOBIG
    }
}
