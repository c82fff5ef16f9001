import EventSourcing
import Foundation

/// A folder for one test, removed with the value.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("fusebox-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func file(_ name: String = "events.sqlite") -> String { path + "/" + name }

    func store(_ name: String = "events.sqlite") throws -> SQLiteEventStore {
        try SQLiteEventStore(path: file(name))
    }
}
