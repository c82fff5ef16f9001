import ArgumentParser
import Foundation
import Logging
import Observability
import ShopServices

/// `shop up`: everything.
struct UpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Run all services as processes, with load, and keep them running until SIGTERM or ^C.",
        discussion: "Prints `ready` on standard output when all services answer.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var failures: FailureOption

    @Option(help: "Orders a second; 0 for none.")
    var rate = 5.0

    func validate() throws {
        guard (0...10_000).contains(rate) else { throw ValidationError("--rate must be 0 to 10000, not \(rate)") }
    }

    func run() async throws {
        let settings = ShopUp.Settings(
            topology: try common.topology(), files: common.files, rate: rate, seed: common.seed,
            failureRate: failures.failureRate, executable: try Self.ownPath(),
            stopsWithStandardInput: common.stopWithStandardInput,
            commonArguments: [
                "--log-format", common.logFormat.rawValue, "--log-level", common.logLevel.rawValue,
            ])
        do {
            try await ShopUp(settings, logger: common.makeLogger("shop")).run {
                FileHandle.standardOutput.write(Data("ready\n".utf8))
            }
        } catch let taken as PortTaken {
            throw Ending.notFine(taken.description)
        } catch let unusable as ShopFiles.Unusable {
            throw Ending.usage(unusable.description)
        } catch let held as ShopLock.Held {
            throw Ending.notFine(held.description)
        }
    }

    private static func ownPath() throws -> String {
        do {
            return try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        } catch {
            throw Ending.usage("cannot find the path of this program in /proc: \(error.localizedDescription)")
        }
    }
}
