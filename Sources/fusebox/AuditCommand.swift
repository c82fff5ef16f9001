import ArgumentParser
import Audit
import Console
import ConsoleConfig
import Foundation
import TerminalUI

/// `fusebox audit`: what was done, and whether the log's chain is whole.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "List what was done from consoles, or check that the audit log is whole.",
        discussion: """
            Exit code 0 when the chain is whole, 1 when it is broken (the first broken line is named), 2 usage, config or
            a log that cannot be read.
            """)

    @OptionGroup var option: ConfigOption

    @Option(help: "Another log than the config's.", completion: .file())
    var file: String?

    @Flag(help: "Only say whether the chain is whole.")
    var verify = false

    @Option(help: "At most so many actions, the newest last.")
    var limit = 100

    @Flag(help: "One JSON object with stable keys.")
    var json = false

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit is at least 1") }
    }

    func run() throws {
        let path = try file ?? option.load().config.audit.path
        let reading: AuditReading
        do {
            guard file == nil || FileManager.default.fileExists(atPath: path) else {
                complain("\(path) does not exist")
                throw ExitStatus.usage
            }
            reading = try AuditLog(path: path).read()
        } catch let error as AuditError {
            complain(error.reading)
            throw ExitStatus.usage
        }
        let report = AuditReport(path: path, reading: reading, limit: verify ? 0 : limit)
        print(json ? try report.json() : verify ? "\(path): \(reading.verdict)" : report.text())
        if !reading.verdict.isWhole { throw ExitStatus.notFine }
    }
}
