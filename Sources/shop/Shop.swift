import ArgumentParser
import Foundation
import ShopServices

/// The reference system: a small shop of nine services, to be watched and broken.
@main
struct Shop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shop",
        abstract: "A small shop of nine services that talk over HTTP and events, to be watched and broken.",
        discussion: """
            Exit codes: 0 fine, 1 the thing asked about is not fine, 2 usage or configuration, 3 unreachable.
            """,
        version: ServiceProcess.version,
        subcommands: [
            UpCommand.self, ServeCommand.self, LoadCommand.self, ChaosCommand.self, StatusCommand.self,
            VerifyCommand.self,
            CustomersCommand.self, FillCommand.self,
        ])

    /// As the default, but usage errors exit with 2.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let ending as Ending {
            FileHandle.standardError.write(Data("shop: \(ending.message)\n".utf8))
            Foundation.exit(ending.code)
        } catch {
            let code = exitCode(for: error)
            guard code != .success else { exit(withError: error) }
            FileHandle.standardError.write(Data((fullMessage(for: error) + "\n").utf8))
            Foundation.exit(code == .validationFailure ? 2 : code.rawValue)
        }
    }
}

/// A way to end that has a sentence and an exit code.
struct Ending: Error {
    let code: Int32
    let message: String

    /// The thing asked about is not fine.
    static func notFine(_ message: String) -> Ending { Ending(code: 1, message: message) }
    /// Usage or configuration.
    static func usage(_ message: String) -> Ending { Ending(code: 2, message: message) }
    /// Nobody answers.
    static func unreachable(_ message: String) -> Ending { Ending(code: 3, message: message) }
}
