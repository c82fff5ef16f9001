/// Lets one `shop up` run in a directory.
public final class ShopLock: Sendable {
    /// Another shop runs in the directory.
    public struct Held: Error, CustomStringConvertible {
        public let directory: String
        public let pid: Int32?
        public var description: String {
            let who = pid.map { " (process \($0))" } ?? ""
            return "A shop runs in \(directory) already\(who). Stop it, or choose another directory with --dir"
        }
    }

    private let lock: FileLock

    /// - Throws: ``Held``, and what the file system says.
    init(_ files: ShopFiles) throws {
        guard let lock = try FileLock(files.lock) else { throw Self.held(files) }
        self.lock = lock
    }

    /// - Throws: ``Held`` when a shop runs in the directory.
    static func check(_ files: ShopFiles) throws(Held) {
        if isHeld(files) { throw held(files) }
    }

    private static func held(_ files: ShopFiles) -> Held {
        Held(directory: files.directory, pid: try? ShopState.read(files).pid)
    }

    /// Whether a shop runs in the directory.
    static func isHeld(_ files: ShopFiles) -> Bool { FileLock.isHeld(files.lock) }
}
