import ArgumentParser
import Console
import ConsoleConfig
import Foundation
import TerminalUI

/// `fusebox demo`: the reference system and the console, in one terminal.
struct DemoCommand: ScreenCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Start a small shop of real services under load and show it; q ends everything.",
        discussion: """
            Break something from another terminal and watch: shop chaos payments --fail 0.5 --for 60s, or
            shop chaos shipping --crash. Services listen on loopback only, on the ports above --port-base.
            """)

    @Option(help: "Orders a second.")
    var rate = 5.0

    @Option(help: "Makes orders, latencies and failures the same each time.")
    var seed: UInt64 = 1

    @Option(name: .customLong("failure-rate"), help: "The share of orders that fail, 0 to 1.")
    var failureRate = 0.05

    @Option(name: .customLong("port-base"), help: "Services listen on the ports above this one.")
    var portBase = 18_080

    @Option(help: "Where trace log and log files are kept.", completion: .directory)
    var dir = "var"

    @OptionGroup var screen: ScreenOptions

    func validate() throws {
        guard (0...10_000).contains(rate) else { throw ValidationError("--rate is from 0 to 10000") }
        guard (0...1).contains(failureRate) else { throw ValidationError("--failure-rate is from 0 to 1") }
        guard (1...65_500).contains(portBase) else { throw ValidationError("--port-base is from 1 to 65500") }
    }

    func run() throws {
        let thread = TerminalThread()
        // A terminal that cannot be used is said before anything is started.
        if let refusal = TerminalDriver.refusal(in: .current) {
            complain("\(refusal)")
            throw ExitStatus.usage
        }
        let config = try config()
        let demo = DemoRun(try shop())
        FileHandle.standardError.write(Data("Starting the shop's services …\n".utf8))
        if let sentence = demo.waitUntilReady() {
            demo.stop()
            if let signal = PendingSignals.ending { TerminalThread.die(of: signal) }
            complain(sentence)
            throw ExitStatus.notFine
        }
        let settings = SessionSettings(
            config: config, title: "demo", isReadOnly: screen.readOnly, page: screen.page, filter: screen.filter)
        try ConsoleSession(settings: settings, thread: thread).runToTheEnd {
            // Requests in flight are waited for, which takes a while when a service hangs.
            FileHandle.standardError.write(Data("Stopping the shop's services …\n".utf8))
            demo.stop()
        }
    }

    private func config() throws -> ConsoleConfig {
        let reading = DemoConfig.reading(portBase: portBase, directory: dir)
        guard let config = reading.config else {
            for mistake in reading.mistakes { complain("\(mistake)") }
            throw ExitStatus.usage
        }
        return config
    }

    private func shop() throws -> DemoShop {
        do {
            return DemoShop(
                executable: try DemoShop.besideThisProgram(), directory: dir, portBase: portBase, rate: rate,
                seed: seed, failureRate: failureRate)
        } catch {
            complain("\(error)")
            throw ExitStatus.usage
        }
    }
}
