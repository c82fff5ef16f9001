import Foundation

/// A wish that one process leaves for another in a file: how much load there should be, what is to be broken.
///
/// The file is the truth: it is replaced whole, it is there when the other process is restarted, and who may write the
/// folder may wish. The other process says which wish it has taken in a second file beside it.
struct ControlFile<Wish: Codable & Sendable & Equatable>: Sendable {
    /// A wish with a name, so that it can be told from an equal one before it.
    struct Note: Codable, Sendable, Equatable {
        let id: String
        let wish: Wish
    }

    /// What is in the file is no wish.
    struct Unreadable: Error, CustomStringConvertible {
        let path: String
        let reason: String
        var description: String { "\(path): \(reason)" }
    }

    let path: String

    private var takenPath: String { path + ".taken" }
    /// What has to be watched to see new wishes and what was taken.
    var folder: String { URL(filePath: path).deletingLastPathComponent().path }

    /// - Returns: `nil` when nothing was ever wished.
    /// - Throws: ``Unreadable``.
    func read() throws(Unreadable) -> Note? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        do {
            return try JSONDecoder().decode(Note.self, from: data)
        } catch {
            throw Unreadable(path: path, reason: "not what `shop` writes there")
        }
    }

    /// Makes the folder that is watched.
    func makeFolder() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    /// Leaves a wish in place of the one before.
    func write(_ wish: Wish) throws -> Note {
        let note = Note(id: UUID().uuidString, wish: wish)
        try makeFolder()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try encoder.encode(note).write(to: URL(filePath: path), options: .atomic)
        return note
    }

    /// Says that a wish has been taken.
    func markTaken(_ note: Note) throws {
        try Data(note.id.utf8).write(to: URL(filePath: takenPath), options: .atomic)
    }

    func isTaken(_ note: Note) -> Bool {
        FileManager.default.contents(atPath: takenPath) == Data(note.id.utf8)
    }

    /// Waits until the other process has taken a wish.
    /// - Returns: whether it did within `limit`.
    func waitUntilTaken(_ note: Note, limit: Duration, clock: any Clock<Duration> = ContinuousClock()) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                for await _ in FolderWatch.changes(in: folder) where isTaken(note) { return true }
                return false
            }
            group.addTask {
                try? await clock.sleep(for: limit)
                return false
            }
            let first = await group.next() ?? false
            group.cancelAll()
            return first || isTaken(note)
        }
    }
}
