import Foundation

extension EventBus {
    /// Delivers events again to a group that keeps something of its own up to date.
    ///
    /// Events that are new wait meanwhile. A replay survives restarts.
    /// - Parameters:
    ///   - after: the first events to be delivered again are those after this position.
    ///   - through: the last one's position; `nil`: all that were delivered so far.
    ///   - source: only this publisher's; `nil`: all.
    ///   - command: an identity for this replay. The same again is the same replay.
    /// - Throws: ``ReplayRefused`` for a group that acts on the world, or that does not exist, or to which something is
    ///   being replayed.
    public func replay(
        group: String, after position: Int, through: Int? = nil, source: String? = nil,
        command: String = UUID().uuidString
    ) async throws {
        guard let effects = effects(of: group) else {
            throw ReplayRefused(group: group, reason: "there is no such group")
        }
        guard effects == .none else {
            throw ReplayRefused(group: group, reason: "it acts on the world, and would do so a second time")
        }
        try await prepare()
        let channels = workers.map(\.channel).filter { $0.group == group && $0.source == source ?? $0.source }
        try await tables.beginReplay(channels, after: position, through: through, command: command)
        await wakeAll()
    }

    /// How far a replay has come; `nil`: it has not begun, or there was nothing to deliver.
    public func progress(ofReplay command: String) async throws -> ReplayProgress? {
        try await prepare()
        return try await tables.progress(ofReplay: command)
    }

    /// Has a replay wait, or go on. New events wait with it.
    public func pauseReplay(_ command: String, _ isPaused: Bool) async throws {
        try await prepare()
        try await tables.pauseReplay(command, isPaused)
        await wakeAll()
    }

    /// Ends a replay where it is; the group goes on with new events.
    public func cancelReplay(_ command: String) async throws {
        try await prepare()
        for worker in workers {
            let cursor = try await tables.cursor(worker.channel)
            if cursor.replay?.command == command { try await tables.endReplay(worker.channel) }
        }
        await wakeAll()
    }
}
