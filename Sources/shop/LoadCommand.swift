import ArgumentParser
import ShopServices

/// `shop load`: customers.
struct LoadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load", abstract: "Place orders at a rate, whether or not the shop keeps up.")

    @OptionGroup var common: CommonOptions

    @Option(help: "Orders a second.")
    var rate = 5.0

    func validate() throws {
        guard (0...10_000).contains(rate) else { throw ValidationError("--rate must be 0 to 10000, not \(rate)") }
    }

    func run() async throws {
        try await LoadProcess(
            topology: try common.topology(), rate: rate, seed: common.seed,
            stopsWithStandardInput: common.stopWithStandardInput, logger: common.makeLogger("load")
        ).run()
    }
}
