/// The files of a running shop, all in one directory.
public struct ShopFiles: Sendable, Equatable {
    public let directory: String

    public init(directory: String = ShopTopology.defaultDirectory) { self.directory = directory }

    /// The trace log that all services append to.
    public var traceLog: String { directory + "/trace.jsonl" }
    /// What runs here: written by `shop up`, read by `shop status` and `shop chaos`.
    public var state: String { directory + "/shop.json" }
    /// Where the log files of the processes are.
    public var logs: String { directory + "/logs" }
    /// What a process writes to standard output and standard error.
    public func log(of process: String) -> String { logs + "/\(process).log" }
}
