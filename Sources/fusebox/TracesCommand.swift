import ArgumentParser
import Foundation
import TerminalUI
import Traces

/// `fusebox traces`: the list of traces, once.
struct TracesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "traces",
        abstract: "List the traces of the trace log that match a filter.",
        discussion: """
            Filter as in the console: service:payments status:error duration>500ms name:charge attr.order.id=42 trace:4bf9
            saga:order-7f3a some text. Exit code 0 when a trace matches, 1 when none does, 2 usage, config or filter.
            """)

    enum Order: String, ExpressibleByArgument, CaseIterable { case newest, slowest, failed }

    @OptionGroup var log: TraceLogOptions

    @Option(help: "Only traces with a span that matches.")
    var filter = ""

    @Option(help: "newest, slowest or failed first.")
    var sort: Order = .newest

    @Option(help: "At most so many traces.")
    var limit = 100

    @Flag(help: "One JSON object with stable keys.")
    var json = false

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit is at least 1") }
    }

    func run() async throws {
        let query = TraceQuery(filter: try parsedFilter(), sort: TraceSort(rawValue: sort.rawValue) ?? .newest)
        let engine = try log.engine()
        await engine.query(query)
        let limit = limit
        let report = try await engine.readAll { TracesReport($0, limit: limit) }
        print(json ? try report.json() : report.text())
        if report.matched == 0 { throw ExitStatus.notFine }
    }

    private func parsedFilter() throws -> TraceFilter {
        do { return try TraceFilter(parsing: filter) } catch {
            complain("--filter, \(error)\n  \(filter)\n  \(String(repeating: " ", count: error.columns.lowerBound))^")
            throw ExitStatus.usage
        }
    }
}

/// What `fusebox traces` prints. The JSON's keys are stable; new ones may come.
struct TracesReport: Encodable, Sendable {
    struct Trace: Encodable, Sendable {
        var trace: String
        var name: String
        var service: String
        /// Nanoseconds since 1970, as text: JSON numbers lose the last digits.
        var startUnixNano: String
        var durationMs: Double
        var spans: Int
        var errors: Int
        var services: [String]
        var saga: String?
        var rootMissing: Bool
        /// Spans that match the filter; 0 without a filter.
        var matchedSpans: Int
    }

    var matched: Int
    var hidden: Int
    var traces: [Trace]

    init(_ snapshot: TraceSnapshot, limit: Int) {
        matched = snapshot.list.count
        hidden = snapshot.list.hiddenCount
        traces = snapshot.list.prefix(limit).map { row in
            Trace(
                trace: "\(row.id)", name: row.name, service: row.service, startUnixNano: "\(row.start.nanoseconds)",
                durationMs: row.duration / .milliseconds(1), spans: row.spanCount, errors: row.errorCount,
                services: row.services, saga: row.saga, rootMissing: row.isRootMissing, matchedSpans: row.matchedSpans)
        }
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    func text() -> String {
        let rows = traces.map { trace in
            [
                trace.trace, trace.start, String(format: "%.1f ms", trace.durationMs), Self.count(trace.spans, "span"),
                trace.errors > 0 ? Self.count(trace.errors, "error") : "", trace.service, trace.name, trace.saga ?? "",
            ].map(SafeText.visible)
        }
        let more = matched > traces.count ? "\n… and \(matched - traces.count) more (--limit)" : ""
        let summary = Self.count(matched, "trace") + (hidden > 0 ? ", \(hidden) hidden by the filter" : "")
        return rows.isEmpty ? summary : TextTable.text(rows, right: [2, 3, 4]) + more + "\n" + summary
    }
    private static func count(_ count: Int, _ what: String) -> String { "\(count) \(what)\(count == 1 ? "" : "s")" }
}

extension TracesReport.Trace {
    /// When it began, for a person.
    fileprivate var start: String {
        guard let nanoseconds = UInt64(startUnixNano), nanoseconds > 0 else { return "no time" }
        return Date(timeIntervalSince1970: Double(nanoseconds / 1_000_000) / 1000)
            .formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
}
