import Foundation
import GRDB

/// Replays that operators have asked for.
extension BusTables {
    /// A replay in one channel.
    struct Replay: Sendable, Hashable {
        let command: String
        let after: Int
        let through: Int
        let isPaused: Bool
    }

    static let replayTable = """
        CREATE TABLE IF NOT EXISTS bus_replays (
            grp TEXT NOT NULL, source TEXT NOT NULL, lane INTEGER NOT NULL,
            command TEXT NOT NULL, after INTEGER NOT NULL, through INTEGER NOT NULL,
            paused INTEGER NOT NULL, active INTEGER NOT NULL,
            PRIMARY KEY (grp, source, lane)
        ) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS bus_replay_counts (
            grp TEXT NOT NULL, source TEXT NOT NULL, replays INTEGER NOT NULL, PRIMARY KEY (grp, source)
        ) WITHOUT ROWID;
        """

    /// Moves the cursors back, all or none, so that events are delivered again.
    ///
    /// New events wait until the replay is over, so that nobody sees an older event of a stream after a newer one.
    /// The same command again changes nothing.
    func beginReplay(_ channels: [Channel], after: Int, through: Int?, command: String) async throws {
        try await database.write { db in
            for channel in channels {
                let other = try String.fetchOne(
                    db,
                    sql: """
                        SELECT command FROM bus_replays
                        WHERE grp = ? AND source = ? AND lane = ? AND active = 1 AND command <> ?
                        """, arguments: channel.key + [command])
                guard other == nil else {
                    throw ReplayRefused(group: channel.group, reason: "another replay is under way: wait for its end")
                }
            }
            var begun: Set<Channel> = []
            for channel in channels where try Self.beginReplay(channel, after: after, through: through, command, db) {
                begun.insert(channel)
            }
            for (_, lanes) in Dictionary(grouping: begun, by: \.source) { try Self.count(lanes[0], db) }
        }
    }

    /// A replay may be over before anybody looks: that there was one is kept.
    private static func count(_ channel: Channel, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO bus_replay_counts VALUES (?, ?, 1)
                ON CONFLICT (grp, source) DO UPDATE SET replays = replays + 1
                """, arguments: [channel.group, channel.source])
    }

    /// How many replays to a channel's group and publisher have been begun, ever.
    static func replays(_ channel: Channel, _ db: Database) throws -> Int {
        try Int.fetchOne(
            db, sql: "SELECT replays FROM bus_replay_counts WHERE grp = ? AND source = ?",
            arguments: [channel.group, channel.source]) ?? 0
    }

    /// - Returns: whether there is anything to deliver again.
    private static func beginReplay(
        _ channel: Channel, after: Int, through: Int?, _ command: String, _ db: Database
    ) throws -> Bool {
        let isKnown =
            try Bool.fetchOne(
                db, sql: "SELECT 1 FROM bus_replays WHERE grp = ? AND source = ? AND lane = ? AND command = ?",
                arguments: channel.key + [command]) ?? false
        let position = try Int.fetchOne(
            db, sql: "SELECT position FROM bus_cursors WHERE grp = ? AND source = ? AND lane = ?",
            arguments: channel.key)
        let from = max(0, after)
        guard !isKnown, let position, position > from else { return false }
        let end = min(through ?? position, position)
        guard end > from else { return false }
        try db.execute(
            sql: """
                UPDATE bus_cursors SET replay_until = max(replay_until, position), position = ?
                WHERE grp = ? AND source = ? AND lane = ?
                """, arguments: [from] + channel.key)
        try db.execute(
            sql: "INSERT OR REPLACE INTO bus_replays VALUES (?, ?, ?, ?, ?, ?, 0, 1)",
            arguments: channel.key + [command, from, end])
        return true
    }

    /// Ends the replay of a channel: it goes on where it had been before.
    func endReplay(_ channel: Channel) async throws {
        try await database.write { db in try Self.endReplay(channel, db) }
    }

    static func endReplay(_ channel: Channel, _ db: Database) throws {
        try db.execute(
            sql: "UPDATE bus_replays SET active = 0 WHERE grp = ? AND source = ? AND lane = ? AND active = 1",
            arguments: channel.key)
        guard db.changesCount > 0 else { return }
        try db.execute(
            sql: """
                UPDATE bus_cursors SET position = max(position, replay_until)
                WHERE grp = ? AND source = ? AND lane = ?
                """, arguments: channel.key)
    }

    /// Has a replay wait, or go on.
    func pauseReplay(_ command: String, _ isPaused: Bool) async throws {
        try await database.write { db in
            try db.execute(
                sql: "UPDATE bus_replays SET paused = ? WHERE command = ?", arguments: [isPaused, command])
        }
    }

    /// How far a replay has come; `nil`: no channel knows it.
    func progress(ofReplay command: String) async throws -> ReplayProgress? {
        try await database.readOneMoment { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT r.after, r.through, r.active, c.position FROM bus_replays r
                    JOIN bus_cursors c ON c.grp = r.grp AND c.source = r.source AND c.lane = r.lane
                    WHERE r.command = ?
                    """, arguments: [command])
            guard !rows.isEmpty else { return nil }
            var progress = ReplayProgress(done: 0, total: 0, isOver: true)
            for row in rows {
                let (after, through, isActive, position): (Int, Int, Bool, Int) = (row[0], row[1], row[2], row[3])
                progress.total += through - after
                progress.done += isActive ? min(max(position, after), through) - after : through - after
                if isActive { progress.isOver = false }
            }
            return progress
        }
    }
}

/// How far a replay has come, in positions of its publishers' stores.
public struct ReplayProgress: Sendable, Hashable {
    /// So many have been passed.
    public var done: Int
    /// So many are to be passed.
    public var total: Int
    /// Whether nothing more will be delivered because of it.
    public var isOver: Bool
}
