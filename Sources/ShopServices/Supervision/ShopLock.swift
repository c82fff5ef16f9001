import Foundation
import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Lets one `shop up` run in a directory. The kernel gives the lock back when the process is gone, by whatever way.
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

    private let descriptor: FileDescriptor

    /// - Throws: ``Held``, and what the file system says.
    init(_ files: ShopFiles) throws {
        descriptor = try FileDescriptor.open(
            FilePath(files.lock), .readWrite, options: [.create, .closeOnExec], permissions: [.ownerReadWrite])
        guard flock(descriptor.rawValue, LOCK_EX | LOCK_NB) == 0 else {
            try? descriptor.close()
            throw Self.held(files)
        }
    }

    /// - Throws: ``Held`` when a shop runs in the directory.
    static func check(_ files: ShopFiles) throws(Held) {
        if isHeld(files) { throw held(files) }
    }

    private static func held(_ files: ShopFiles) -> Held {
        Held(directory: files.directory, pid: try? ShopState.read(files).pid)
    }

    deinit { try? descriptor.close() }

    /// Whether a shop runs in the directory.
    static func isHeld(_ files: ShopFiles) -> Bool {
        guard
            let descriptor = try? FileDescriptor.open(
                FilePath(files.lock), .readOnly, options: [.closeOnExec])
        else { return false }
        defer { try? descriptor.close() }
        return flock(descriptor.rawValue, LOCK_SH | LOCK_NB) != 0
    }
}
