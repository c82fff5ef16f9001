import ArgumentParser
import Logging
import Observability
import ShopServices

/// `shop serve NAME`: one service, this process.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run one service in this process until SIGTERM or ^C.",
        discussion: """
            Each option may also be given as a variable (SHOP_PORT_BASE for --port-base) or in a JSON file
            ({"port": {"base": 18080}}); options win over variables, and variables over the file.

            Only as variables or in the file: SHOP_ORDERS_URL and the like, where another service is; \
            SHOP_OPERATOR_TOKEN_FILE and SHOP_VIEWER_TOKEN_FILE; SHOP_GRACE_PERIOD, how long requests may take to finish \
            after SIGTERM (5s); SHOP_SAGA_LEASE, for how long beyond its longest call a process has an order to itself \
            (10s); SHOP_BREAKER_RESET, how long an open breaker lets nothing through (30s).
            """)

    @Argument(help: "One of \(ShopTopology.Service.allCases.map(\.rawValue).joined(separator: ", ")).")
    var name: ShopTopology.Service

    @Option(help: "A JSON file with settings.")
    var config: String?

    @Option(help: "Where store, trace log, state and log files are. (default: \(ShopTopology.defaultDirectory))")
    var dir: String?

    @Option(help: "The address to listen on. (default: 127.0.0.1)")
    var bind: String?

    @Option(help: "Services listen on the ports above this one. (default: \(ShopTopology.defaultPortBase))")
    var portBase: String?

    @Option(help: "Listen on this port, whatever the port base.")
    var port: String?

    @Option(help: "The trace log that spans are appended to. (default: trace.jsonl in the directory)")
    var traceLog: String?

    @Option(help: "Makes latencies and failures the same each time. (default: 1)")
    var seed: String?

    @Option(help: "The share of orders that fail, 0 to 1. (default: 0.05)")
    var failureRate: String?

    @Option(help: "How log lines are written to standard error: text or json. (default: text)")
    var logFormat: String?

    @Option(help: "The least severe log lines that are written. (default: info)")
    var logLevel: String?

    @Flag(name: .customLong("stop-with-stdin"), help: "Stop when standard input ends.")
    var stopWithStandardInput = false

    func run() async throws {
        let settings: ServiceSettings
        let logger: Logger
        do throws(SettingsReader.Mistake) {
            let reader = try await SettingsReader(flags: flags, file: config)
            settings = try reader.settings(of: name)
            let (format, level) = (try reader.logFormat(), try reader.logLevel())
            LoggingSystem.bootstrap { TraceLogHandler(label: $0, format: format, level: level) }
            logger = Logger(label: name.rawValue)
        } catch {
            throw Ending.usage(error.description)
        }
        do {
            try await ServiceProcess(settings, logger: logger).run()
        } catch let unusable as ShopFiles.Unusable {
            throw Ending.usage(unusable.description)
        } catch let held as ServiceLock.Held {
            throw Ending.notFine(held.description)
        } catch let taken as PortTaken {
            throw Ending.notFine(taken.description)
        }
    }

    private var flags: [String: String] {
        let given: [(String, String?)] = [
            ("dir", dir), ("bind", bind), ("port.base", portBase), ("port", port), ("trace.log", traceLog),
            ("seed", seed), ("failure.rate", failureRate), ("log.format", logFormat), ("log.level", logLevel),
            ("stop.with.stdin", stopWithStandardInput ? "true" : nil),
        ]
        return given.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
}

extension ShopTopology.Service: ExpressibleByArgument {}
