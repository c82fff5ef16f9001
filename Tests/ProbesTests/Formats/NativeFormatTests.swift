import Foundation
import Testing

@testable import Probes

/// formats.md 2.2.
@Suite struct NativeFormatTests {
    private func read(_ body: String, _ status: Int = 200) -> HealthAnswer {
        HealthAnswer.read(body: Array(body.utf8), status: status)
    }

    @Test func aSickDatabaseIsNamedInTheReason() {
        let answer = read(
            #"""
            {"status":"unhealthy","checks":{"db":{"status":"unhealthy","details":"connection refused",
            "timestamp":"2026-01-10T15:39:17.117Z"},"cache":{"status":"healthy","details":{"hits":12,"size":"3 MB"}}}}
            """#, 503)
        #expect(answer.format == .native)
        #expect(answer.words == "unhealthy: answered 503 unhealthy · db: connection refused")
        #expect(answer.tree == ["unhealthy db · connection refused", "healthy cache · hits: 12, size: 3 MB"])
        #expect(answer.checks[0].checkedAt == Date(timeIntervalSince1970: 1_768_059_557.117))
    }

    @Test(arguments: [
        #"{"status":"healthy"}"#, #"{"status":"healthy","checks":null}"#, #"{"status":"HEALTHY","checks":{}}"#,
        #"{"status":"Healthy","extra":[1,{"a":null}]}"#,
    ])
    func checksMayBeMissing(body: String) {
        let answer = read(body)
        #expect(answer.health == .healthy)
        #expect(answer.format == .native)
        #expect(answer.checks.isEmpty)
    }

    @Test func theStatedStatusRulesAndTheWorseCheckIsShown() {
        let answer = read(#"{"status":"healthy","checks":{"queue":{"status":"degraded","details":"lag 40 s"}}}"#)
        #expect(answer.words == "healthy: answered 200 healthy · queue: lag 40 s")
    }

    @Test func anUnknownWordIsUnknown() {
        #expect(read(#"{"status":"healthy","checks":{"a":{"status":"weird"}}}"#).tree == ["unknown a · weird"])
        #expect(read(#"{"status":"unknown","checks":{"a":{"status":"healthy"}}}"#).health == .unknown)
    }

    @Test func wrongTypesInsideDoNotLoseTheRest() {
        let answer = read(
            #"{"status":"degraded","checks":{"a":{"status":7,"details":[1,2],"timestamp":{}},"b":{"status":"healthy"}}}"#
        )
        #expect(answer.health == .degraded)
        #expect(answer.tree == ["unknown a · [1, 2]", "healthy b"])
    }

    @Test(arguments: [
        ("1768059557", 1_768_059_557.0), ("1768059557117", 1_768_059_557.117), ("1768059557.5", 1_768_059_557.5),
        ("\"2026-01-10T15:39:17Z\"", 1_768_059_557.0), ("\"2026-01-10T16:39:17+01:00\"", 1_768_059_557.0),
        ("\"2026-01-10t10:09:17.000000001-05:30\"", 1_768_059_557.0),
        ("\"2024-02-29T00:00:00.5Z\"", 1_709_164_800.5), ("\"1969-12-31T23:59:59Z\"", -1.0),
    ])
    func timestampsAreReadInEachSpelling(text: String, seconds: Double) throws {
        let answer = read("{\"status\":\"healthy\",\"checks\":{\"a\":{\"status\":\"healthy\",\"timestamp\":\(text)}}}")
        let at = try #require(answer.checks[0].checkedAt)
        #expect(abs(at.timeIntervalSince1970 - seconds) < 0.000_01)
    }

    @Test(arguments: [
        "\"yesterday\"", "\"2026-13-10T15:39:17Z\"", "\"2026-01-10T15:39:17\"", "\"2026-01-10T15:39:17.Z\"",
        "\"2026-01-10T15:39:17.1234567890Z\"", "true", "1e300", "\"\"", "\"2026-01-10T15:39:17+0100\"",
    ])
    func whatIsNoTimeIsNoTime(text: String) {
        let answer = read("{\"status\":\"healthy\",\"checks\":{\"a\":{\"status\":\"healthy\",\"timestamp\":\(text)}}}")
        #expect(answer.checks.first?.checkedAt == nil)
        #expect(answer.health == .healthy)
    }

    @Test func namesAndDetailsAreMadeHarmless() {
        let answer = read(
            #"{"status":"unhealthy","checks":{"d\u001b[2Jb\n":{"status":"unhealthy","details":"\u009b31m\u202e\u0007 x"}}}"#
        )
        #expect(answer.tree == [#"unhealthy d\u{1B}[2Jb⏎ · \u{9B}31m\u{202E}\u{7} x"#])
        #expect(!answer.reason.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
    }

    @Test func fiveThousandChecksAreCutToAThousand() {
        let checks = (0..<5_000).map { "\"c\($0)\":{\"status\":\"healthy\"}" }.joined(separator: ",")
        #expect(read("{\"status\":\"healthy\",\"checks\":{\(checks)}}").checks.count == 1_000)
    }
}
