import ArgumentParser
import ShopServices

/// `shop customers`: the load as a process, which `shop up` runs.
struct CustomersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "customers",
        abstract: "Be the customers of a running shop, as many as `shop load` last said.", shouldDisplay: false)

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await LoadProcess(
            files: common.files, topology: try common.topology(), seed: common.seed,
            stopsWithStandardInput: common.stopWithStandardInput, logger: common.makeLogger("load")
        ).run()
    }
}
