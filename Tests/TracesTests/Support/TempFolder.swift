import Foundation

/// A folder of real files that goes away with the test.
final class TempFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "fusebox-traces-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }

    func write(_ text: String, to name: String) throws { try Data(text.utf8).write(to: URL(filePath: file(name))) }

    func append(_ text: String, to name: String) throws {
        if !FileManager.default.fileExists(atPath: file(name)) { try write("", to: name) }
        let handle = try FileHandle(forWritingTo: URL(filePath: file(name)))
        defer { try? handle.close() }
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(text.utf8))
    }

    func truncate(_ name: String, to size: UInt64 = 0) throws {
        let handle = try FileHandle(forWritingTo: URL(filePath: file(name)))
        defer { try? handle.close() }
        try handle.truncate(atOffset: size)
    }

    func rename(_ name: String, to other: String) throws {
        try FileManager.default.moveItem(atPath: file(name), toPath: file(other))
    }
}
