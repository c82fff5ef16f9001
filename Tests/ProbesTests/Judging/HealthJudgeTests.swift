import Foundation
import Testing

@testable import Probes

/// Incidents as scripts: `+` healthy, `~` degraded, `-` unhealthy, `?` unknown; one result a second.
@Suite struct HealthJudgeTests {
    private static let results: [Character: Health] = [
        "+": .healthy, "~": .degraded, "-": .unhealthy, "?": .unknown,
    ]

    private func play(_ script: String, unhealthyAfter: Int = 3, healthyAfter: Int = 2) -> (String, HealthJudge) {
        var judge = HealthJudge()
        var changes: [String] = []
        for (second, sign) in script.enumerated() {
            let verdict = judge.observe(
                Self.results[sign] ?? .unknown, reason: "result \(second)",
                at: Date(timeIntervalSince1970: Double(second)),
                unhealthyAfter: unhealthyAfter, healthyAfter: healthyAfter)
            if let verdict { changes.append("\(second):\(verdict.to)") }
        }
        return (changes.joined(separator: " "), judge)
    }

    @Test(arguments: [
        ("", ""),
        ("+", "0:healthy"),
        ("-", "0:unhealthy"),
        ("?", "0:unknown"),
        ("++++", "0:healthy"),
        ("+--+", "0:healthy"),
        ("+---", "0:healthy 3:unhealthy"),
        ("+--+--+--", "0:healthy"),
        ("+---+-++", "0:healthy 3:unhealthy 7:healthy"),
        ("---+-+-+-", "0:unhealthy"),
        ("-++", "0:unhealthy 2:healthy"),
        ("-+~", "0:unhealthy 2:degraded"),
        ("-??", "0:unhealthy 2:unknown"),
        ("+~+~", "0:healthy 1:degraded 2:healthy 3:degraded"),
        ("+?", "0:healthy 1:unknown"),
        ("?---", "0:unknown 3:unhealthy"),
    ])
    func threeBadInARowAreUnhealthyAndTwoGoodEndIt(script: String, changes: String) {
        #expect(play(script).0 == changes)
    }

    @Test func withOneEachResultCounts() {
        #expect(play("+-+-", unhealthyAfter: 1, healthyAfter: 1).0 == "0:healthy 1:unhealthy 2:healthy 3:unhealthy")
    }

    @Test func sinceIsWhenTheRunBegan() {
        let judge = play("+++---").1
        #expect(judge.health == .unhealthy)
        #expect(judge.since == Date(timeIntervalSince1970: 3))
        #expect(judge.reason == "result 5")
        #expect(play("+++---++").1.since == Date(timeIntervalSince1970: 6))
    }

    @Test func theReasonSaysHowFarARunIs() {
        #expect(play("+").1.reason == "result 0")
        #expect(play("+-").1.reason == "1 of 3 bad results in a row: result 1")
        #expect(play("+--").1.reason == "2 of 3 bad results in a row: result 2")
        #expect(play("-+").1.reason == "1 of 2 good results in a row after it was unhealthy")
        #expect(play("+-+").1.reason == "result 2")
        #expect(play("").1.reason == "waiting for the first answer")
        #expect(play("").1.since == nil)
    }

    @Test(arguments: [
        ("++++++++++", false), ("+-+-+-+", true), ("+-+-+-++++++++++++++++++++++", false), ("+-+-+-+++++++++", true),
        ("+-----------------------------", false), ("~+~+~+~", true),
    ])
    func resultsThatSwitchToAndFroAreFlapping(script: String, isFlapping: Bool) {
        #expect(play(script).1.isFlapping == isFlapping)
    }

    /// Whatever comes: the verdict is never one that the last `n` results did not all support.
    @Test func noVerdictWithoutItsRun() {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<200 {
            let after = Int.random(in: 1...4, using: &random)
            var judge = HealthJudge()
            var run = 0
            for second in 0..<200 {
                let result = Health.allCases.randomElement(using: &random) ?? .unknown
                run = result == .unhealthy ? run + 1 : 0
                let verdict = judge.observe(
                    result, reason: "", at: Date(timeIntervalSince1970: Double(second)), unhealthyAfter: after,
                    healthyAfter: after)
                if second > 0, verdict?.to == .unhealthy { #expect(run >= after) }
                if run >= after { #expect(judge.health == .unhealthy) }
            }
        }
    }
}
