import ArgumentParser
import ShopServices

/// `shop serve NAME`: one service, this process.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run one service in this process, on loopback, until SIGTERM or ^C.")

    @Argument(help: "orders, inventory, payments or shipping.")
    var name: ShopTopology.Service

    @OptionGroup var common: CommonOptions
    @OptionGroup var failures: FailureOption

    func run() async throws {
        let settings = ServiceSettings(
            service: name, topology: try common.topology(), files: common.files, seed: common.seed,
            failureRate: failures.failureRate, stopsWithStandardInput: common.stopWithStandardInput)
        do {
            try await ServiceProcess(settings, logger: common.makeLogger(name.rawValue)).run()
        } catch let taken as PortTaken {
            throw Ending.notFine(taken.description)
        }
    }
}

extension ShopTopology.Service: ExpressibleByArgument {}
