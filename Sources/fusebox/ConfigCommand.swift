import ArgumentParser
import ConsoleConfig
import Foundation
import Probes

/// `fusebox config`: what is done with config files besides checking them.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Write a config, or print its schema.",
        subcommands: [ConfigInitCommand.self, ConfigSchemaCommand.self])
}

/// `fusebox config init URL…`: asks the endpoints what they are and writes a config for them.
struct ConfigInitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Write a config for health URLs by asking each what it is.",
        discussion: "Prints to standard output, or to --output, which must not exist yet.")

    @Argument(help: "Health URLs: http, https, tcp://host:port, http+unix://%2Fpath/health.")
    var urls: [String]

    @Option(help: "Write to this file.", completion: .file())
    var output: String?

    func run() async throws {
        let addresses = try urls.map(address)
        let answers = await ask(addresses)
        let text = ConfigInit.text(for: answers)
        guard let output else { return print(text) }
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: output), options: .withoutOverwriting)
            print("\(output) is written; fusebox -c \(output) shows it")
        } catch CocoaError.fileWriteFileExists {
            complain("\(output) exists already; give another name, or move it away")
            throw ExitStatus.usage
        } catch {
            complain("\(output) could not be written: \(error.localizedDescription)")
            throw ExitStatus.usage
        }
    }

    private func address(_ url: String) throws -> EndpointAddress {
        do { return try EndpointAddress.read(url) } catch {
            complain("\(url): \(error)")
            throw ExitStatus.usage
        }
    }

    /// Probes every address once; one that does not answer within 3 s is written down as it is.
    private func ask(_ addresses: [EndpointAddress]) async -> [ProbedAddress] {
        let endpoints = addresses.enumerated().compactMap { number, address -> Endpoint? in
            guard let target = try? ProbeTarget(address.description) else { return nil }
            return Endpoint(
                id: EndpointID(service: "\(number)"), target: target, interval: .seconds(3_600), timeout: .seconds(3))
        }
        let poller = ProbePoller.live(endpoints: endpoints)
        let snapshot = await withTaskGroup(of: ProbeSnapshot.self) { group in
            group.addTask {
                try? await poller.run()
                return .empty
            }
            group.addTask {
                for await snapshot in poller.snapshots
                where !snapshot.endpoints.isEmpty && snapshot.endpoints.allSatisfy({ $0.lastResultAt != nil }) {
                    return snapshot
                }
                return .empty
            }
            let first = await group.next() ?? .empty
            group.cancelAll()
            return first
        }
        return addresses.enumerated().map { number, address in
            let status = snapshot[EndpointID(service: "\(number)")]
            // A bare TCP connect has no answer that could be in a format.
            let format = address.scheme == .tcp ? nil : status?.format
            return ProbedAddress(
                address: address, format: format.flatMap { AnswerFormat(rawValue: $0.rawValue) },
                finding: status.map { "\($0.health.rawValue): \($0.reason)" } ?? "not asked")
        }
    }
}

/// `fusebox config schema`: the JSON Schema of config files.
struct ConfigSchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema of config files, for editors.")

    func run() { print(ConfigSchema.json()) }
}
