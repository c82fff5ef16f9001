import Foundation

/// A folder of the test's own, gone when nobody holds it any more.
final class TemporaryFolder: Sendable {
    private let root: URL

    init() throws {
        root = FileManager.default.temporaryDirectory.appending(path: "config-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    func path(_ name: String) -> String { root.appending(path: name).path }

    func write(_ text: String, to name: String, permissions: Int = 0o600) throws {
        try Data(text.utf8).write(to: root.appending(path: name))
        try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: path(name))
    }

    /// Puts one file in another's place in one step, as `rename(2)` does.
    func rename(_ name: String, to other: String) throws {
        guard Foundation.rename(path(name), path(other)) == 0 else { throw POSIXError(.EIO) }
    }
}
