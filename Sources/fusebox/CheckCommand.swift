import ArgumentParser
import ConsoleConfig
import Foundation

/// `fusebox check CONFIG`: every mistake at once, each with its place.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say everything that is wrong with a config file, each with its place.",
        discussion: "Exit code 0 when there is nothing to say or only warnings, 2 when there is a mistake.")

    @Argument(help: "The config file.", completion: .file(extensions: ["json", "json5", "jsonc"]))
    var path: String?

    @OptionGroup var option: ConfigOption

    func run() throws {
        let path = try path ?? option.resolved()
        let reading = ConsoleConfig.read(path: path, environment: ProcessInfo.processInfo.environment)
        for line in reading.lines { print(line) }
        guard let config = reading.config else { throw ExitStatus.usage }
        let instances = config.services.reduce(0) { $0 + $1.instances.count }
        print("\(path): fine; \(config.services.count) services, \(instances) endpoints")
    }
}
