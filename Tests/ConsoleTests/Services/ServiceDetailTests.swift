import Foundation
import Probes
import TerminalUI
import Testing
import Traces

@testable import Console

/// The parts of a service's detail.
struct ServiceDetailTests {
    private let start = Date(timeIntervalSince1970: 1_000_000)

    private func strip(_ changes: [(Double, Health, Health)], now health: Health, since: Double) -> HealthStrip {
        var facts = EndpointStatus.Facts(endpoint: endpoint("payments"))
        facts.health = health
        facts.since = start.addingTimeInterval(since)
        facts.changes = changes.map {
            HealthChange(
                endpoint: EndpointID(service: "payments"), at: start.addingTimeInterval($0.0), from: $0.1, to: $0.2,
                reason: "")
        }
        return HealthStrip(EndpointStatus(facts))
    }

    @Test func aStripShowsTheWorstOfEachPiece() {
        let strip = strip(
            [(10, .unknown, .healthy), (41, .healthy, .unhealthy), (42, .unhealthy, .healthy)], now: .healthy, since: 42
        )
        #expect(
            strip.cells(10, from: start, to: start.addingTimeInterval(100)) == [
                nil, .healthy, .healthy, .healthy, .unhealthy, .healthy, .healthy, .healthy, .healthy, .healthy,
            ])
    }

    @Test func aStripThatBeginsWithinAPeriodHasItFromTheStart() {
        let strip = strip([(-500, .unknown, .degraded)], now: .degraded, since: -500)
        #expect(strip.cells(4, from: start, to: start.addingTimeInterval(100)) == Array(repeating: .degraded, count: 4))
    }

    @Test func withoutChangesAStripBeginsWhereTheHealthDid() {
        let strip = strip([], now: .healthy, since: 50)
        #expect(strip.cells(4, from: start, to: start.addingTimeInterval(100)) == [nil, nil, .healthy, .healthy])
    }

    @Test func changesInTheFutureOrAllAtOnceDoNotTrap() {
        let strip = strip(
            [(500, .healthy, .unhealthy), (500, .unhealthy, .healthy), (-1e12, .healthy, .degraded)], now: .healthy,
            since: 1e9)
        #expect(strip.cells(7, from: start, to: start.addingTimeInterval(100)).count == 7)
        #expect(strip.cells(0, from: start, to: start.addingTimeInterval(100)).isEmpty)
        #expect(strip.cells(5, from: start, to: start).isEmpty)
    }

    @Test(arguments: [
        (0.0, 0.001), (0.038, 0.05), (0.05, 0.05), (0.051, 0.1), (1.4, 2), (1, 1), (3_600, 5_000), (0.000_2, 0.000_2),
    ])
    func theAxisEndsAtARoundNumber(seconds: Double, ceiling: Double) {
        #expect(abs(LatencyPlot.ceiling(seconds) - ceiling) < ceiling * 1e-9)
    }

    @Test func aPlotHasGapsWhereThereWasNoAnswer() {
        let latencies: [Int?] = [100, 50, nil, 25]
        let probes = latencies.enumerated().map { number, latency in
            RecentProbe(
                at: ago(Double(20 - number * 5)), health: latency == nil ? .unhealthy : .healthy,
                latency: latency.map { .milliseconds($0) }, statusCode: nil, reason: "")
        }
        let plot = LatencyPlot(
            probes: probes, theme: .dark, clock: ClockText(zone: .fixed(0)))
        #expect(
            plot.lines(width: 13, height: 4).map(\.plain) == [
                " 100 ms │█   ", "        │█   ", "  50 ms │██  ", "        │██ █", "      0 ╰──✖─",
                "         14:03:22",
            ])
    }

    @Test func aCutTextNeverTakesMoreThanItsColumns() {
        for text in ["payments", "注文サービス", "👩‍👩‍👧‍👦 family", "a\u{1B}[31mb", "e\u{301}e\u{301}e\u{301}"] {
            for width in 1...14 {
                #expect(DetailText.cut(StyledText(text), to: width, .unicode).width <= width)
                #expect(DetailText.padded(StyledText(text), to: width, .unicode).width == width)
            }
        }
    }

    @Test func noLineOfADetailIsWiderThanItsPlace() {
        for width in [20, 56, 78, 120] {
            for status in ServiceWorlds.onFire + ServiceWorlds.hostile + ServiceWorlds.instances {
                let row = ServiceRow(
                    id: .service(status.service), position: TreePosition(), subject: .endpoint(status))
                let detail = ServiceDetail(row: row, state: testState(), theme: .dark, width: width)
                #expect(detail.lines().allSatisfy { $0.width <= width })
            }
        }
    }

    // MARK: - Breakers and traces

    @Test func breakersOfBothKindsAreShownWithNoRateBelowTheMinimum() {
        var state = testState()
        let reported = [
            ReportedBreaker(
                name: "bank", state: .open, failureRate: 62, failureRateThreshold: 50, bufferedCalls: 50,
                failedCalls: 31,
                notPermittedCalls: 12),
            ReportedBreaker(name: "fraud", state: .closed, bufferedCalls: 3, failedCalls: 0),
        ]
        state.observe([status("payments") { $0.breakers = reported }])
        state.press("Enter")
        let text = state.screen.joined(separator: "\n")
        #expect(text.contains("◆ bank  OPEN"))
        #expect(text.contains("failed 62 % of 50 % allowed · slow n/a · 50 calls, 31 failed · 12 refused"))
        #expect(text.contains("● fraud  CLOSED"))
        #expect(text.contains("failed n/a · slow n/a · 3 calls, 0 failed"))
    }

    @Test func breakersTowardsTheServiceAndItsRequestsComeFromTheTraceLog() {
        var state = testState(Size(width: 100, height: 90))
        let reported = ReportedBreaker(name: "bank", state: .closed)
        state.observe([status("payments") { $0.breakers = [reported] }])
        _ = reduce(
            &state,
            .tracesArrived(
                testTraces(
                    rates: [testRate("payments", requests: 3_000, errors: 123)],
                    breakers: [
                        testBreaker("orders", "orders → payments", .open, since: 31, reason: "62 % of 50 calls failed"),
                        testBreaker("orders", "orders → inventory", .open, since: 31),
                        testBreaker("payments", "bank", .open, since: 600),
                    ])))
        state.press("Enter")
        let text = state.screen.joined(separator: "\n")
        #expect(text.contains("◆ orders → payments  OPEN 31 s  in orders"))
        #expect(text.contains("62 % of 50 calls failed"))
        #expect(!text.contains("orders → inventory  OPEN 31 s"))
        #expect(text.contains("the trace log says OPEN since 13:53:27"))
        #expect(text.contains("10.0 req/s  errors 4.1 %  p50 38 ms  p99 210 ms"))
    }

    @Test func aServiceOfManyInstancesIsHealthyOnlyWhenAllAre() {
        let good = status("shipping", "a")
        let bad = status("shipping", "b", .unhealthy, since: 10, reason: "connection refused", latency: nil)
        let mixed = ServiceSummary(name: "shipping", instances: [good, bad])
        #expect(mixed.health == .degraded && mixed.since == ago(10))
        #expect(mixed.reason == "1 of 2 unhealthy: b connection refused")
        let fine = ServiceSummary(name: "shipping", instances: [good, good])
        #expect(fine.reason == "all 2 instances are healthy")
        let down = ServiceSummary(name: "shipping", instances: [bad, status("shipping", "c", .unhealthy, since: 90)])
        #expect(down.health == .unhealthy && down.since == ago(10))
    }
}
