import ArgumentParser
import Foundation
import Traces

/// `fusebox stats FILE…`: what whole trace log files hold.
struct StatsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "Count what trace log files hold: spans, traces, errors, orphans, lines that could not be read.",
        discussion: "Exit code 0, also with bad lines, which are counted by reason; 2 when a file cannot be read.")

    @Argument(help: "Trace log files: OTLP JSON lines, also .gz and .zst.", completion: .file())
    var files: [String]

    @Flag(help: "One JSON object with stable keys.")
    var json = false

    @Option(help: "Threads that read; without it as many as there are processors.")
    var threads: Int?

    func validate() throws {
        if files.isEmpty { throw ValidationError("give at least one file") }
        if let threads, !(1...256).contains(threads) { throw ValidationError("--threads is from 1 to 256") }
    }

    func run() async throws {
        let statistics: TraceStatistics
        do {
            statistics = try await TraceStatistics.read(
                files: files, threads: threads ?? ProcessInfo.processInfo.activeProcessorCount)
        } catch {
            complain("\(error)")
            throw ExitStatus.usage
        }
        print(json ? statistics.json : Self.text(statistics))
    }

    /// The same for a person.
    static func text(_ statistics: TraceStatistics) -> String {
        var rows: [(String, String)] = [
            ("bytes", "\(statistics.bytes)"), ("lines", "\(statistics.lines)"),
            ("bad lines", "\(statistics.badLines)"),
        ]
        rows += statistics.badReasons.sorted { $0.key < $1.key }.map { ("  \($0.key.sentence)", "\($0.value)") }
        rows += [
            ("spans", "\(statistics.spans)"), ("traces", "\(statistics.traces)"),
            ("error spans", "\(statistics.errorSpans)"), ("orphan spans", "\(statistics.orphanSpans)"),
            ("duplicate spans", "\(statistics.duplicateSpans)"), ("log records", "\(statistics.logRecords)"),
            ("metric points", "\(statistics.metricPoints)"),
            ("seconds", String(format: "%.3f", statistics.seconds)), ("threads", "\(statistics.threads)"),
        ]
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { $0.0 + String(repeating: " ", count: width + 2 - $0.0.count) + $0.1 }.joined(separator: "\n")
    }
}
