import ArgumentParser
import Foundation
import ShopServices

/// `shop verify`: the business truth across all services.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Say whether what the shop has promised is true, across all services. Exit 1 when it is not.",
        discussion: """
            Reads the services' stores, and only reads, also while they run or after they died. Stock is what came less \
            what is reserved, money kept is the total of the confirmed orders, nothing is sent unpaid, and read models \
            are what their events make of them. Once no load is left (`shop load --rate 0`) every saga must have ended \
            and every message must be sent.
            """)

    @Option(help: "The shop's directory.")
    var dir = ShopTopology.defaultDirectory

    @Flag(help: "One JSON object.")
    var json = false

    @Option(help: "Wait so long, such as 30s, for sagas that are under way.")
    var wait = Milliseconds(0)

    func run() async throws {
        let files = ShopFiles(directory: dir)
        let deadline = ContinuousClock.now + .milliseconds(wait.count)
        var report = try Self.report(files)
        while report.inFlight > 0 || !report.violations.isEmpty, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(200))
            report = try Self.report(files)
        }
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            print(String(decoding: try encoder.encode(report), as: UTF8.self))
        } else {
            print(Self.words(report))
        }
        if !report.violations.isEmpty { throw ExitCode(1) }
    }

    private static func report(_ files: ShopFiles) throws -> VerifyReport {
        do {
            return try VerifyReport.read(files)
        } catch {
            throw Ending.unreachable(error.description)
        }
    }

    /// Violations of one rule that are listed for people, at most.
    private static let shownOfARule = 10

    static func words(_ report: VerifyReport) -> String {
        var lines = [
            "\(report.orders) orders: \(report.confirmed) confirmed, \(report.compensated) compensated, "
                + "\(report.needsAttention) need attention, \(report.abandoned) abandoned, \(report.inFlight) in flight"
        ]
        // One cause can make thousands of a kind; a screen is for seeing which kinds there are.
        for (_, alike) in Dictionary(grouping: report.violations, by: \.rule).sorted(by: {
            $0.key.rawValue < $1.key.rawValue
        }) {
            lines += alike.prefix(shownOfARule).map { "  \($0)" }
            if alike.count > shownOfARule {
                lines.append("  \(alike[0].rule.rawValue)  … and \(alike.count - shownOfARule) more: --json lists all")
            }
        }
        lines.append(report.violations.isEmpty ? "no violations" : "\(report.violations.count) violations")
        return lines.joined(separator: "\n")
    }
}
