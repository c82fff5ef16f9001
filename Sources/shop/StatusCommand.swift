import ArgumentParser
import Foundation
import ShopServices

/// `shop status`: how the services are.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Say how the services of a running shop are. Exit 1 when one is not healthy.")

    @Option(help: "The shop's directory.")
    var dir = ShopTopology.defaultDirectory

    @Flag(help: "One JSON object.")
    var json = false

    func run() async throws {
        let control = try ShopControl(files: ShopFiles(directory: dir))
        let services = await control.status()
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            print(String(decoding: try encoder.encode(["services": services]), as: UTF8.self))
        } else {
            for service in services {
                let name = service.name.padding(toLength: 12, withPad: " ", startingAt: 0)
                let status = service.status.padding(toLength: 12, withPad: " ", startingAt: 0)
                print("\(name)\(status)\(service.url)\(service.reason.map { "  \($0)" } ?? "")")
            }
        }
        if services.contains(where: { $0.status != "healthy" }) { throw ExitCode(1) }
    }
}
