import Foundation

/// The files of a running shop, all in one directory.
public struct ShopFiles: Sendable, Equatable {
    public let directory: String

    public init(directory: String = ShopTopology.defaultDirectory) { self.directory = directory }

    /// The directory cannot be made, or nothing can be written into it.
    public struct Unusable: Error, CustomStringConvertible {
        public let directory: String
        public let reason: String
        public var description: String {
            "The directory \(directory) cannot be used: \(reason). Choose another one with --dir"
        }
    }

    /// Makes the directory, if it is not there.
    func makeDirectory() throws(Unusable) {
        do {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        } catch {
            // The system's own words, which say more than Foundation's.
            let cause = ((error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error).map { $0 as NSError }
            guard let cause, cause.domain == NSPOSIXErrorDomain else {
                throw Unusable(directory: directory, reason: error.localizedDescription)
            }
            throw Unusable(directory: directory, reason: String(cString: strerror(Int32(cause.code))))
        }
        guard FileManager.default.isWritableFile(atPath: directory) else {
            throw Unusable(directory: directory, reason: "nothing can be written into it")
        }
    }

    /// The trace log that all services append to.
    public var traceLog: String { directory + "/trace.jsonl" }
    /// The events and read models of a service.
    public func store(of service: ShopTopology.Service) -> String { directory + "/\(service.rawValue).sqlite" }
    /// What runs here: written by `shop up`, read by `shop status` and `shop chaos`.
    public var state: String { directory + "/shop.json" }
    /// Held by a running `shop up`, so that there is one in a directory.
    public var lock: String { directory + "/shop.lock" }
    /// Held by the process that works for a service, so that there is one.
    func lock(of service: ShopTopology.Service) -> String { directory + "/\(service.rawValue).lock" }
    /// Which processes run: written by `shop up`, read by `shop status`.
    public var processes: String { directory + "/processes.json" }
    /// How much load there should be: written by `shop load`, followed by the load's process.
    public var load: String { directory + "/load.json" }
    /// How the load fares: written by its process.
    public var loadReport: String { directory + "/load-report.json" }
    /// What should be broken in a service: written by `shop chaos`, followed by the service.
    public func chaos(of service: String) -> String { directory + "/chaos/\(service).json" }
    /// The token that may command.
    public var operatorToken: String { directory + "/operator.token" }
    /// The token that may look.
    public var viewerToken: String { directory + "/viewer.token" }
    /// Where the log files of the processes are.
    public var logs: String { directory + "/logs" }
    /// What a process writes to standard output and standard error.
    public func log(of process: String) -> String { logs + "/\(process).log" }
}
