import GRDB

/// The tables of a store, and how they change from one version of this library to the next.
enum EventSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("events 1") { db in
            try db.execute(
                sql: """
                    CREATE TABLE streams (
                        id INTEGER PRIMARY KEY,
                        name TEXT NOT NULL UNIQUE,
                        version INTEGER NOT NULL,
                        lane INTEGER NOT NULL
                    );
                    CREATE TABLE events (
                        position INTEGER PRIMARY KEY,
                        stream INTEGER NOT NULL REFERENCES streams (id),
                        version INTEGER NOT NULL,
                        id TEXT NOT NULL UNIQUE,
                        type TEXT NOT NULL,
                        schema INTEGER NOT NULL,
                        data BLOB NOT NULL,
                        timestamp INTEGER NOT NULL,
                        lane INTEGER NOT NULL,
                        correlation TEXT,
                        causation TEXT,
                        traceparent TEXT,
                        actor TEXT,
                        UNIQUE (stream, version)
                    );
                    CREATE INDEX events_critical ON events (position) WHERE lane = 1;
                    CREATE TABLE outbox (
                        number INTEGER PRIMARY KEY AUTOINCREMENT,
                        id TEXT NOT NULL,
                        topic TEXT NOT NULL,
                        key TEXT NOT NULL,
                        payload BLOB NOT NULL,
                        attempts INTEGER NOT NULL,
                        due INTEGER NOT NULL,
                        error TEXT
                    );
                    CREATE INDEX outbox_key ON outbox (key, number);
                    CREATE TABLE snapshots (
                        stream TEXT PRIMARY KEY,
                        version INTEGER NOT NULL,
                        schema INTEGER NOT NULL,
                        data BLOB NOT NULL
                    ) WITHOUT ROWID;
                    """)
        }
        return migrator
    }
}

extension Lane {
    var number: Int { self == .critical ? 1 : 0 }

    init(number: Int) {
        self = number == 1 ? .critical : .normal
    }
}
