import ArgumentParser
import ShopServices

/// `shop fill`: a past for a shop that has none, to measure on.
struct FillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fill", abstract: "Add confirmed orders to the stores of a shop that does not run.",
        shouldDisplay: false)

    @Option(help: "The shop's directory.")
    var dir = ShopTopology.defaultDirectory

    @Option(help: "How many orders.")
    var orders: Int

    @Option(help: "Makes the orders the same each time.")
    var seed: UInt64 = 1

    func validate() throws {
        guard (1...100_000_000).contains(orders) else { throw ValidationError("--orders must be 1 to 100000000") }
    }

    func run() async throws {
        do {
            try await ShopFiller(files: ShopFiles(directory: dir), seed: seed).fill(orders)
        } catch let unusable as ShopFiles.Unusable {
            throw Ending.usage(unusable.description)
        } catch let held as ShopLock.Held {
            throw Ending.notFine(held.description)
        } catch let held as ServiceLock.Held {
            throw Ending.notFine(held.description)
        }
        print("\(orders) orders added")
    }
}
