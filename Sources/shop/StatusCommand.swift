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

    private struct Answer: Encodable {
        let services: [ShopControl.Status]
        let load: LoadReport?
    }

    func run() async throws {
        let control: ShopControl
        do {
            control = try ShopControl(files: ShopFiles(directory: dir))
        } catch {
            throw Ending.unreachable(error.description)
        }
        let services = await control.status()
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            print(String(decoding: try encoder.encode(Answer(services: services, load: control.load())), as: UTF8.self))
        } else {
            print(Self.table(services))
        }
        if services.contains(where: { $0.status != "healthy" }) { throw ExitCode(1) }
    }

    /// The services as aligned columns, what is wrong at the end of each line.
    static func table(_ services: [ShopControl.Status]) -> String {
        var rows = [["service", "pid", "port", "health", "restarts", ""]]
        for service in services {
            var notes = [service.reason].compactMap { $0 }
            if let chaos = service.chaos {
                notes.append("broken on purpose: \(chaos), for another \((service.chaosMilliseconds ?? 0) / 1000) s")
            }
            rows.append([
                service.name, service.pid.map(String.init) ?? "-", String(service.port), service.status,
                String(service.restarts), notes.joined(separator: "; "),
            ])
        }
        let widths = (0..<5).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = (0..<5).map { row[$0].padding(toLength: widths[$0], withPad: " ", startingAt: 0) }
            return cells.joined(separator: "  ") + (row[5].isEmpty ? "" : "  " + row[5])
        }.joined(separator: "\n")
    }
}
