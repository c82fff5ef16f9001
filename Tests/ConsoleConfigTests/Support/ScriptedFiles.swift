import Synchronization

@testable import ConsoleConfig

/// A file system in memory that a test writes to.
final class ScriptedFiles: Sendable {
    struct File {
        var bytes: [UInt8]
        var status: FileStatus
    }

    private let files = Mutex<[String: File]>([:])
    private let versions = Atomic<UInt64>(1)

    init(_ texts: [String: String] = [:]) {
        for (path, text) in texts { write(text, to: path) }
    }

    /// Puts a new file in place, as an editor does that renames: its inode and its time change.
    func write(_ text: String, to path: String, permissions: UInt32 = 0o600) {
        let version = versions.add(1, ordering: .relaxed).newValue
        let status = FileStatus(
            inode: version, size: text.utf8.count, modified: Int(version), permissions: permissions)
        files.withLock { $0[path] = File(bytes: Array(text.utf8), status: status) }
    }

    func makeFolder(_ path: String) {
        files.withLock { $0[path] = File(bytes: [], status: FileStatus(isFolder: true)) }
    }

    func remove(_ path: String) { files.withLock { _ = $0.removeValue(forKey: path) } }

    var system: ConfigFileSystem {
        ConfigFileSystem(
            read: { path, limit throws(FileProblem) in
                guard let file = self.files.withLock({ $0[path] }) else { throw .missing }
                if file.status.isFolder { throw .folder }
                if file.bytes.count > limit { throw .tooLarge(limit: limit) }
                return file.bytes
            }, status: { path in self.files.withLock { $0[path]?.status } })
    }
}

/// Reads `text` as `/etc/fusebox/config.json` of a machine with these files and variables.
func read(_ text: String, files: ScriptedFiles = ScriptedFiles(), environment: [String: String] = [:]) -> ConfigReading
{
    ConfigReader(environment: environment, fileSystem: files.system).read(text: text, file: "/etc/fusebox/config.json")
}
