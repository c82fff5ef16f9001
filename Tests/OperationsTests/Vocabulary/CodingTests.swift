import Foundation
import Operations
import ResilienceTesting
import Testing

@Suite struct CodingTests {
    @Test(arguments: [
        ("2026-01-10T15:39:17.117Z", 1_768_059_557.117), ("1970-01-01T00:00:00Z", 0),
        ("1969-12-31T23:59:59.5Z", -0.5), ("2024-02-29T12:00:00+02:00", 1_709_200_800),
        ("2000-03-01t00:00:00.000001-00:30", 951_870_600.000001), ("9999-12-31T23:59:59Z", 253_402_300_799),
        ("0000-01-01T00:00:00Z", -62_167_219_200),
    ])
    func timesAreReadAsTheRFCWritesThem(text: String, seconds: Double) throws {
        let date = try #require(RFC3339.date(text))
        #expect(abs(date.timeIntervalSince1970 - seconds) < 1e-6)
    }

    @Test(arguments: [
        "", "2026-01-10", "2026-13-10T00:00:00Z", "2023-02-29T00:00:00Z", "2026-01-10T24:00:00Z",
        "2026-01-10T00:00:00", "2026-01-10T00:00:00.Z", "2026-01-10T00:00:00.1234567890Z", "2026-01-10T00:00:00Z ",
        "2026-01-10 00:00:00Z", "２０２６-01-10T00:00:00Z", "2026-01-10T00:00:00+24:00", "-026-01-10T00:00:00Z",
    ])
    func whatIsNoTimeIsNotTakenForOne(text: String) {
        #expect(RFC3339.date(text) == nil)
    }

    @Test func timesSurviveWritingAndReading() throws {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<2_000 {
            let microseconds = Int64.random(in: -62_000_000_000_000_000...253_000_000_000_000_000, using: &random)
            let date = Date(timeIntervalSince1970: Double(microseconds) / 1e6)
            let read = try #require(RFC3339.date(RFC3339.text(date)), "\(RFC3339.text(date))")
            #expect(abs(read.timeIntervalSince(date)) < 4e-5, "\(date) \(RFC3339.text(date))")
        }
        for odd in [Double.nan, .infinity, -.infinity, 1e300] {
            #expect(RFC3339.date(RFC3339.text(Date(timeIntervalSince1970: odd))) != nil)
        }
    }

    @Test func aNewerServiceIsStillUnderstood() throws {
        let text = """
            {"name": "orders → payments", "state": "MELTED", "since": "2026-01-10T15:39:17Z", "revision": 3,
             "window": {"calls": 4, "failed": 1, "slow": 0, "new": true}, "totals": {"succeeded": 9, "sublime": 1},
             "override": {"kind": "pray", "owner": "ada", "reason": "why not"}, "mood": {"of": ["the", "day"]}}
            """
        let breaker = try OperationsJSON.value(BreakerReport.self, from: Data(text.utf8))
        #expect(breaker.state == .other("MELTED"))
        #expect(!breaker.state.isKnown)
        #expect(breaker.override?.kind.rawValue == "pray")
        #expect(breaker.totals == BreakerReport.Totals(succeeded: 9))
        #expect(breaker.failureRate == nil)
        #expect(breaker.changes.isEmpty)
    }

    @Test func theSameValueIsAlwaysTheSameText() throws {
        let command = Command(
            id: "a", kind: .sagaRetry, target: "order-7f3a",
            arguments: ["z": 1, "a": ["k": .null, "b": [.number(1.5), "x/y"]]],
            expectedRevision: 4, reason: "r", actor: "ada")
        let text = String(decoding: try OperationsJSON.data(command), as: UTF8.self)
        #expect(
            text == #"{"actor":"ada","arguments":{"a":{"b":[1.5,"x/y"],"k":null},"z":1},"dryRun":false,"#
                + #""expectedRevision":4,"id":"a","kind":"saga.retry","reason":"r","target":"order-7f3a"}"#)
        #expect(try OperationsJSON.value(Command.self, from: Data(text.utf8)) == command)
    }

    @Test func aTimeThatIsNoneIsRefusedByItsPlace() {
        let text = #"{"items": [], "asOf": "yesterday"}"#
        #expect {
            try OperationsJSON.value(ItemPage<BulkheadReport>.self, from: Data(text.utf8))
        } throws: { error in
            guard case DecodingError.dataCorrupted(let context) = error else { return false }
            return context.codingPath.map(\.stringValue) == ["asOf"]
        }
    }

    @Test func everyKnownWordIsReadAsItself() {
        func check<Word: OpenWord>(_: Word.Type) {
            for word in Word.known {
                #expect(Word(rawValue: word.rawValue) == word)
                #expect(word.isKnown)
            }
            #expect(Set(Word.known.map(\.rawValue)).count == Word.known.count)
            #expect(Word(rawValue: "quite new") == .other("quite new"))
        }
        check(Role.self)
        check(BreakerReport.State.self)
        check(BreakerReport.Override.Kind.self)
        check(ProjectionReport.Kind.self)
        check(ProjectionReport.State.self)
        check(SagaSummary.Status.self)
        check(SagaSummary.Direction.self)
        check(SagaSummary.StepState.self)
        check(SagaReport.StepKind.self)
        check(SagaReport.Effect.State.self)
        check(SagaReport.Attempt.Outcome.self)
        check(CommandState.self)
        check(CommandKind.self)
        check(ProblemCode.self)
    }
}
