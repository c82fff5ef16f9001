import Foundation
import Testing

@testable import Probes

/// Answers that nobody should send and somebody does.
@Suite struct HostileAnswerTests {
    private func read(_ body: [UInt8], _ status: Int = 200, _ format: HealthFormat = .auto) -> HealthAnswer {
        HealthAnswer.read(body: body, status: status, format: format)
    }

    @Test func aMillionBracketsAreTooDeepAndNoCrash() {
        for bracket in ["[", "{\"a\":", "{\"checks\":{\"a\":"] {
            let answer = read(Array(String(repeating: bracket, count: 100_000).utf8))
            #expect(answer.health == .unknown)
            #expect(answer.reason == "answered 200 with JSON nested deeper than 64 levels")
        }
    }

    @Test func aMebibyteOfValuesIsBounded() {
        let body = Array(("[" + String(repeating: "0,", count: 500_000) + "0]").utf8)
        #expect(read(body).reason == "answered 200 with JSON with more than 50000 values")
    }

    @Test func brokenTextInsideDoesNotLoseTheAnswer() {
        var body = Array(#"{"status":"unhealthy","checks":{"a":{"status":"unhealthy","details":"x"#.utf8)
        body += [0xFF, 0xC3, 0x28, 0x01, 0x00] + Array(#"\ud83d \udc00 \u0000"}}}"#.utf8)
        let answer = read(body, 503)
        #expect(answer.health == .unhealthy)
        #expect(answer.checks.count == 1)
        #expect(answer.checks[0].detail.hasPrefix("x\u{FFFD}\u{FFFD}("))
    }

    @Test func byteOrderMarksNULsAndCarriageReturnsAround() {
        let body = [0xEF, 0xBB, 0xBF] + Array("\r\n\u{0} {\"status\":\"UP\"}\r\n\u{0}".utf8)
        #expect(read(body).health == .healthy)
        #expect(read(Array("\u{FEFF}OK\r\n".utf8)).health == .healthy)
    }

    @Test func jsonThatEndsInTheMiddleSaysSo() {
        let answer = read(Array(#"{"status":"healthy","che"#.utf8))
        #expect(answer.health == .unknown)
        #expect(answer.reason == #"answered 200 with JSON that ends in the middle: "{"status":"healthy","che""#)
    }

    @Test func aVeryLongWordIsNotRepeated() {
        let answer = read(Array(("{\"status\":\"" + String(repeating: "é", count: 100_000) + "\"}").utf8), 503)
        #expect(answer.reason.count < 400)
        let details = read(
            Array(
                ("{\"status\":\"unhealthy\",\"checks\":{\"a\":{\"status\":\"unhealthy\",\"details\":\""
                    + String(repeating: "e\u{301}\u{301}", count: 100_000) + "\"}}}").utf8))
        #expect(details.checks[0].detail.unicodeScalars.count <= 501)
        #expect(details.reason.count <= 301)
    }

    @Test func wrongTypesEverywhereGiveAnAnswerAllTheSame() {
        let values = ["null", "7", "-0", "true", "\"x\"", "[]", "{}", "[[{}]]", "{\"status\":[]}", "1e999", "NaN"]
        let keys = [
            "status", "checks", "components", "details", "groups", "entries", "cluster_statuses", "circuitBreakers",
            "outcome", "AggregatedStatus", "totalDuration",
        ]
        for key in keys {
            for value in values {
                for body in [
                    "{\"\(key)\":\(value)}", "{\"status\":\"UP\",\"\(key)\":\(value)}", "[{\"\(key)\":\(value)}]",
                ] {
                    for format in HealthFormat.allCases {
                        let answer = read(Array(body.utf8), 200, format)
                        #expect(answer.health != .unhealthy || answer.reason.isEmpty == false)
                        #expect(read(Array(body.utf8), 503, format).health >= .unknown)
                    }
                }
            }
        }
    }

    /// Random damage to real answers: never a crash, never control characters in what is shown.
    @Test func damagedAnswersNeverCrash() {
        var random = SeededGenerator(seed: 20_260_110)
        let samples = [
            SpringFormatTests.breakersInHealth, OtherFormatTests.consul, EnvoySamples.clustersJSON,
            EnvoySamples.clustersText, "[+]ping ok\n[-]etcd failed\nreadyz check failed",
            #"{"status":"healthy","checks":{"db":{"status":"degraded","details":{"a":[1,2]},"timestamp":"2026-01-10T15:39:17Z"}}}"#,
        ].map { Array($0.utf8) }
        for round in 0..<1_200 {
            var body = samples[round % samples.count]
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let at = Int.random(in: 0..<body.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: body[at] = UInt8.random(in: 0...255, using: &random)
                case 1: body.removeSubrange(at..<min(body.count, at + Int.random(in: 1...40, using: &random)))
                case 2: body.insert(contentsOf: [0x5B, 0x7B, 0x22].shuffled(using: &random), at: at)
                default: body.replaceSubrange(at..<at, with: body[max(0, at - 30)..<at])
                }
                if body.isEmpty { body = [0x7B] }
            }
            let format = HealthFormat.allCases[round % HealthFormat.allCases.count]
            for answer in [read(body), read(body, 503, format)] {
                let shown = answer.reason + answer.tree.joined()
                #expect(!shown.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
            }
        }
    }
}
