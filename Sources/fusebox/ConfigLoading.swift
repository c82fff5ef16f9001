import ArgumentParser
import ConsoleConfig
import Foundation

/// Where the config comes from, for every subcommand that needs one.
struct ConfigOption: ParsableArguments {
    /// Looked for where the console is started, when `--config` is not given.
    static let defaultNames = ["fusebox.json", "sample-config.json"]

    @Option(
        name: [.customShort("c"), .customLong("config")],
        help: "The config file. Without it: $FUSEBOX_CONFIG, ./fusebox.json, then ./sample-config.json.",
        completion: .file(extensions: ["json", "json5", "jsonc"]))
    var path: String?

    /// The file that counts.
    /// - Throws: `ExitCode` 2 after saying what is missing.
    func resolved() throws -> String {
        let environment = ProcessInfo.processInfo.environment
        if let path = path ?? environment["FUSEBOX_CONFIG"] { return path }
        if let found = Self.defaultNames.first(where: { FileManager.default.fileExists(atPath: $0) }) { return found }
        complain(
            "no config: give one with --config FILE, or put fusebox.json here "
                + "(fusebox config init URL… writes one; fusebox demo needs none)")
        throw ExitStatus.usage
    }

    /// Reads the config; every mistake goes to standard error with its place.
    /// - Throws: `ExitCode` 2 when there is one.
    func load() throws -> (config: ConsoleConfig, reading: ConfigReading) {
        let path = try resolved()
        let reading = ConsoleConfig.read(path: path, environment: ProcessInfo.processInfo.environment)
        for line in reading.lines { complain(line) }
        guard let config = reading.config else { throw ExitStatus.usage }
        return (config, reading)
    }
}
