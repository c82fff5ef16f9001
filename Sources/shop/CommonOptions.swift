import ArgumentParser
import Logging
import Observability
import ShopServices

/// Options of every command that runs something.
struct CommonOptions: ParsableArguments {
    @Option(help: "Where trace log, state and log files are.")
    var dir = ShopTopology.defaultDirectory

    @Option(help: "Services listen on the ports above this one.")
    var portBase = ShopTopology.defaultPortBase

    @Option(help: "Makes latencies, failures and orders the same each time.")
    var seed: UInt64 = 1

    @Option(help: "How log lines are written to standard error: text or json.")
    var logFormat = LogFormat.text

    @Option(help: "The least severe log lines that are written.")
    var logLevel = Logger.Level.info

    @Flag(name: .customLong("stop-with-stdin"), help: "Stop when standard input ends.")
    var stopWithStandardInput = false

    var files: ShopFiles { ShopFiles(directory: dir) }

    func topology() throws -> ShopTopology {
        guard let topology = ShopTopology(portBase: portBase) else {
            throw ValidationError("--port-base must be 1 to \(65535 - ShopTopology.portSpan), not \(portBase)")
        }
        return topology
    }

    /// Logs to standard error with trace ids; for the libraries too.
    func makeLogger(_ label: String) -> Logger {
        let format = logFormat
        let level = logLevel
        LoggingSystem.bootstrap { TraceLogHandler(label: $0, format: format, level: level) }
        return Logger(label: label)
    }
}

extension LogFormat: ExpressibleByArgument {}

extension Logger.Level: @retroactive ExpressibleByArgument {}

/// The share of orders that fail.
struct FailureOption: ParsableArguments {
    @Option(help: "The share of orders that fail, 0 to 1.")
    var failureRate = 0.05

    func validate() throws {
        guard (0...1).contains(failureRate) else {
            throw ValidationError("--failure-rate must be 0 to 1, not \(failureRate)")
        }
    }
}
