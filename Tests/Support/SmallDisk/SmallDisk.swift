import ChildProcess
import Foundation

/// A disk so small that a test can fill it: a tmpfs(5) of a few kilobytes, which only root may mount.
public final class SmallDisk: Sendable {
    /// Where it is mounted.
    public let path: String

    /// Whether this process may mount one; a test that needs one is skipped otherwise, and says so.
    public static let isPossible = (try? SmallDisk(kilobytes: 64)) != nil

    /// An empty disk.
    /// - Throws: when it cannot be mounted.
    public init(kilobytes: Int) throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("small-disk-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
        do {
            try Self.run("mount", "-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", path)
        } catch {
            try? FileManager.default.removeItem(atPath: path)
            throw error
        }
    }

    deinit {
        try? Self.run("umount", "-l", path)
        try? FileManager.default.removeItem(atPath: path)
    }

    /// A file on it.
    public func file(_ name: String) -> String { path + "/" + name }

    /// Takes room that the test gives back later by removing the file.
    public func occupy(kilobytes: Int, as name: String = "ballast") throws {
        try Data(count: kilobytes * 1_024).write(to: URL(fileURLWithPath: file(name)))
    }

    /// Gives room back.
    public func free(_ name: String = "ballast") throws {
        try FileManager.default.removeItem(atPath: file(name))
    }

    private static func run(_ program: String, _ arguments: String...) throws {
        let ending = try ChildProcess(program, arguments, output: .discarded).waitUntilExit()
        guard ending == .exited(0) else { throw CocoaError(.fileWriteNoPermission) }
    }
}
