import Audit
import Foundation
import TerminalUI
import Testing

@testable import Console

/// How the Audit page looks, as text.
struct AuditFrameTests {
    static let sizes = [Size(width: 80, height: 24), Size(width: 200, height: 50)]

    private func check(_ state: State, _ name: String, file: String = #filePath) {
        expectGolden(view(state), "\(name)-\(state.size.width)x\(state.size.height)", file: file)
    }

    private static func entry(_ action: String, _ age: TimeInterval, _ fact: AuditFact, who: String = "ada")
        -> AuditEntry
    {
        AuditEntry(at: ago(age), action: action, who: who, host: "bastion", process: 4_711, fact: fact)
    }

    private static let entries: [AuditEntry] = [
        entry(
            "0001", 300,
            .intent(
                AuditIntent(
                    service: "orders", kind: "breaker.half_open", target: "orders → payments",
                    reason: "payments is back",
                    revision: "17"))),
        entry(
            "0001", 300,
            .plan(AuditPlan(hash: String(repeating: "ab", count: 32), effects: ["lets 3 trial calls pass"]))),
        entry("0001", 299, .result(AuditResult(state: .succeeded, sentence: "HALF_OPEN"))),
        entry(
            "0001", 298, .observation(AuditObservation(verified: true, sentence: "orders → payments is HALF_OPEN"))),
        entry(
            "0002", 200,
            .intent(
                AuditIntent(
                    service: "orders", kind: "saga.retry", target: "order-7f3a", reason: "customer rang", revision: "9")
            ),
            who: "bob"),
        entry(
            "0002", 199, .result(AuditResult(state: .conflict, sentence: "it has changed since it was shown")),
            who: "bob"),
        entry(
            "0003", 100,
            .intent(
                AuditIntent(
                    service: "orders", kind: "saga.compensate", target: "order-91c2", reason: "wrong address",
                    revision: "4"))),
        entry("0003", 99, .result(AuditResult(state: .succeeded, sentence: "compensating"))),
        entry(
            "0003", 69,
            .observation(
                AuditObservation(
                    verified: false, sentence: "not observed after 30 s: the saga is not seen compensating"))),
        entry(
            "0004", 5,
            .intent(AuditIntent(service: "orders", kind: "saga.abandon", target: "order-33d0", reason: "test order"))),
    ]

    private static func reading() throws -> AuditReading {
        var place = AuditLink.start
        let lines = try entries.map { entry in
            let line = try AuditLine(entry, after: place)
            place = line.link
            return line
        }
        return AuditReading(lines: lines, verdict: AuditVerdict(entries: lines.count))
    }

    private func state(_ size: Size) throws -> State {
        var state = testState(size, page: .audit)
        _ = reduce(&state, .auditRead(try Self.reading(), failure: nil))
        return state
    }

    @Test(arguments: sizes) func theListSaysWhoWhatWhyAndWithWhatResult(size: Size) throws {
        check(try state(size), "list")
    }

    @Test func inSixteenColoursResultsHaveSignsAndWordsToo() throws {
        expectGolden(view(try state(Size(width: 80, height: 24))), depth: .sixteen, "audit-16-colours")
    }

    @Test(arguments: sizes) func anOpenedActionShowsAllItsEntries(size: Size) throws {
        var state = try state(size)
        state.press("G", "Enter")
        check(state, "action")
    }

    @Test func aBrokenChainIsNamedByItsLineAndTold() throws {
        var state = try state(Size(width: 80, height: 24))
        var reading = try Self.reading()
        reading.verdict.firstBreak = AuditBreak(line: 3, reason: .line(.changed))
        _ = reduce(&state, .auditRead(reading, failure: nil))
        #expect(state.localChanges.last?.text.contains("line 3") == true)
        check(state, "broken")
    }

    @Test func anEmptyLogSaysWhatItIsFor() {
        var state = testState(Size(width: 80, height: 24), page: .audit)
        _ = reduce(&state, .auditRead(AuditReading(), failure: nil))
        check(state, "empty")
    }

    @Test func aLogThatCannotBeReadSaysSo() {
        var state = testState(Size(width: 80, height: 24), page: .audit)
        _ = reduce(
            &state,
            .auditRead(AuditReading(), failure: "the audit log var/audit.jsonl cannot be read: permission denied"))
        check(state, "unreadable")
    }

    @Test(arguments: [("bob", 1), ("seen", 2), ("saga.", 3), ("order-7f3a", 1), ("open", 2)])
    func theFilterLooksEverywhere(filter: String, count: Int) throws {
        var state = try state(Size(width: 80, height: 24))
        _ = reduce(&state, .filterGiven(filter))
        #expect(state.audit.actions.count == count)
    }

    @Test func onlyActionsOfConsolesThatAreGoneAreTakenForUnfinished() throws {
        let actions = AuditAction.actions(in: try Self.reading().lines)
        func unfinished(alive: Bool, host: String = "bastion", process: Int32 = 1) -> [String] {
            AuditWatch.unfinished(in: actions, host: host, process: process, isAlive: { _ in alive }, now: testNow).map(
                \.id)
        }
        #expect(unfinished(alive: false) == ["0004"])
        #expect(unfinished(alive: true) == [])
        #expect(unfinished(alive: false, process: 4_711) == [])
        #expect(unfinished(alive: false, host: "elsewhere") == [])
    }
}
