import Audit
import Foundation
import TerminalUI

/// What `fusebox audit` prints. The JSON's keys are stable; new ones may come.
public struct AuditReport: Encodable, Sendable {
    struct Break: Encodable, Sendable {
        var line: Int
        var reason: String
    }

    struct Action: Encodable, Sendable {
        var id: String
        var bulk: String?
        var at, who, host: String
        var process: Int32
        var intent: AuditIntent
        var plan: AuditPlan?
        var result: AuditResult?
        var observation: AuditObservation?
    }

    var kind = "fusebox.audit"
    var version = 1
    var path: String
    var whole: Bool
    var entries: Int
    var repairedLines: Int
    var firstBreak: Break?
    /// Oldest first.
    var actions: [Action]
    private let rows: [String]
    private let verdict: String

    private enum CodingKeys: String, CodingKey {
        case kind, version, path, whole, entries, repairedLines, firstBreak, actions
    }

    /// The newest `limit` actions of a log.
    public init(path: String, reading: AuditReading, limit: Int) {
        self.path = path
        whole = reading.verdict.isWhole
        entries = reading.verdict.entries
        repairedLines = reading.verdict.repairedLines
        firstBreak = reading.verdict.firstBreak.map { Break(line: $0.line, reason: $0.description) }
        verdict = reading.verdict.description
        let shown = AuditAction.actions(in: reading.lines).suffix(limit)
        actions = shown.map {
            Action(
                id: $0.id, bulk: $0.bulk, at: ExportText.time($0.at), who: $0.who, host: $0.host, process: $0.process,
                intent: $0.intent, plan: $0.plan, result: $0.result, observation: $0.observation)
        }
        let clock = ClockText(zone: .machine)
        rows = shown.map { SafeText.visible(AuditWords($0).line(clock: clock, now: Date())) }
    }

    /// The document.
    public func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// A line an action, and whether the chain is whole.
    public func text() -> String { (rows + ["\(path): \(verdict)"]).joined(separator: "\n") }
}
