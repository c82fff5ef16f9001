/// What reading a config needs of the file system; tests give their own.
public struct ConfigFileSystem: Sendable {
    /// Reads a whole file of at most `limit` bytes.
    public var read: @Sendable (_ path: String, _ limit: Int) throws(FileProblem) -> [UInt8]
    /// What a path leads to, links followed; `nil` when there is nothing.
    public var status: @Sendable (_ path: String) -> FileStatus?

    /// A file system of two functions.
    public init(
        read: @escaping @Sendable (_ path: String, _ limit: Int) throws(FileProblem) -> [UInt8],
        status: @escaping @Sendable (_ path: String) -> FileStatus?
    ) {
        self.read = read
        self.status = status
    }
}

/// Why a file could not be read.
public enum FileProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// Nothing is there.
    case missing
    /// A folder is there.
    case folder
    /// More bytes than are read, `limit`.
    case tooLarge(limit: Int)
    /// What the system said.
    case refused(String)

    /// In words.
    public var description: String {
        switch self {
        case .missing: "no such file"
        case .folder: "a folder"
        case .tooLarge(let limit): "more than \(limit / 1024) KiB"
        case .refused(let words): words
        }
    }
}

/// What tells one state of a file from another, and who may read it.
public struct FileStatus: Sendable, Equatable {
    /// Device and inode: another file under the same name differs here.
    public var device: UInt64, inode: UInt64
    /// Bytes.
    public var size: Int
    /// Nanoseconds since 1970.
    public var modified: Int
    /// The permission bits, such as `0o600`.
    public var permissions: UInt32
    /// Whether it is a folder.
    public var isFolder: Bool

    /// The status of a file.
    public init(
        device: UInt64 = 0, inode: UInt64 = 0, size: Int = 0, modified: Int = 0, permissions: UInt32 = 0o600,
        isFolder: Bool = false
    ) {
        self.device = device
        self.inode = inode
        self.size = size
        self.modified = modified
        self.permissions = permissions
        self.isFolder = isFolder
    }
}
