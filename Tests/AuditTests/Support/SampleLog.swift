import Audit
import Foundation
import ResilienceTesting

/// A folder that goes away with its last owner.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("audit-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var log: String { path + "/audit.jsonl" }
}

/// Entries of every kind, made up from a seed.
enum Sample {
    static func entry(_ number: Int, using random: inout SeededGenerator) -> AuditEntry {
        let words = ["orders", "Zoë", "a\nb", "\u{1B}[31m", "quote\"", "", "日本", "half-open"]
        func word() -> String { words.randomElement(using: &random) ?? "" }
        let fact: AuditFact
        switch Int.random(in: 0..<4, using: &random) {
        case 0:
            fact = .intent(
                AuditIntent(
                    service: word(), instance: "a", kind: "breaker.reset", target: word(),
                    arguments: [word(): word()], reason: word(), revision: Bool.random(using: &random) ? word() : nil))
        case 1: fact = .plan(AuditPlan(hash: word(), effects: (0..<3).map { _ in word() }))
        case 2:
            let state = AuditResult.State.allCases.randomElement(using: &random) ?? .failed
            fact = .result(AuditResult(state: state, sentence: word(), lookedUp: Bool.random(using: &random)))
        default: fact = .observation(AuditObservation(verified: Bool.random(using: &random), sentence: word()))
        }
        return AuditEntry(
            at: Date(timeIntervalSince1970: 1_760_000_000 + Double(number)), action: "action-\(number)",
            bulk: Bool.random(using: &random) ? "bulk" : nil, who: word(), host: word(), process: 42, fact: fact)
    }

    /// The bytes of a log of so many entries, as one writer leaves them.
    static func log(_ count: Int, using random: inout SeededGenerator) throws -> (bytes: Data, head: AuditLink) {
        var bytes = Data()
        var place = AuditLink.start
        for number in 0..<count {
            let line = try AuditLine(entry(number, using: &random), after: place)
            bytes += line.bytes + Data("\n".utf8)
            place = line.link
        }
        return (bytes, place)
    }

    static func verdict(_ bytes: Data, head: AuditLink?) -> AuditVerdict {
        var check = AuditCheck()
        _ = check.read(bytes)
        return check.verdict(head: head)
    }
}
