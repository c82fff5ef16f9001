import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Lets one process of a service work in a directory: a second one would write the same store, and take projections and
/// sagas over from the first before it found out that its port is taken.
public final class ServiceLock: Sendable {
    /// Another process works for the service in the directory.
    public struct Held: Error, CustomStringConvertible {
        public let service: ShopTopology.Service
        public let directory: String
        public let pid: Int32?
        public var description: String {
            let who = pid.map { " (process \($0))" } ?? ""
            return "\(service.rawValue) is at work in \(directory) already\(who). "
                + "Stop it, or choose another directory with --dir"
        }
    }

    private let lock: FileLock

    /// - Throws: ``Held``, and what the file system says.
    init(of service: ShopTopology.Service, in files: ShopFiles) throws {
        let path = files.lock(of: service)
        guard let lock = try FileLock(path) else {
            let pid = (try? String(contentsOfFile: path, encoding: .utf8)).flatMap { Int32($0) }
            throw Held(service: service, directory: files.directory, pid: pid)
        }
        self.lock = lock
        // Only a courtesy, which a full disk may prevent.
        try? lock.say(String(getpid()))
    }
}
