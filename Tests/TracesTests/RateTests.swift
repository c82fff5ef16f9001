import ResilienceTesting
import Testing

@testable import Traces

@Suite struct RateTests {
    private let now = RandomLog.start + 300_000_000_000

    private func call(
        _ number: Int, secondsAgo: UInt64, milliseconds: UInt64, service: String = "orders", kind: Int = 2,
        parent: String = "", isError: Bool = false
    ) -> String {
        let end = now - secondsAgo * 1_000_000_000
        let id = String(number + 1, radix: 16)
        return RandomLog.line(
            trace: String(repeating: "f", count: 32), id: String(repeating: "0", count: 16 - id.count) + id,
            parent: parent,
            start: end - milliseconds * 1_000_000, end: end, service: service, kind: kind, isError: isError)
    }

    private func snapshot(_ lines: [String]) -> TraceSnapshot {
        TraceSnapshot.reading(lines.joined(separator: "\n"), asOf: Timestamp(nanoseconds: now))
    }

    @Test func requestsAreServersConsumersAndRoots() {
        let lines = [
            call(0, secondsAgo: 1, milliseconds: 1),
            call(1, secondsAgo: 1, milliseconds: 1, kind: 5, parent: "00000000000000ff"),
            call(2, secondsAgo: 1, milliseconds: 1, kind: 1),
            call(3, secondsAgo: 1, milliseconds: 1, kind: 3, parent: "00000000000000ff"),
        ]
        #expect(snapshot(lines).rates.map(\.requests) == [3])
    }

    @Test func theWindowIsFiveMinutesAndTheTrendHasSixtyParts() throws {
        let lines = [
            call(0, secondsAgo: 0, milliseconds: 1, isError: true), call(1, secondsAgo: 12, milliseconds: 1),
            call(2, secondsAgo: 290, milliseconds: 1),
            call(3, secondsAgo: 400, milliseconds: 1),
        ]
        let rate = try #require(snapshot(lines).rates.first)
        #expect(rate.requests == 3)
        #expect(rate.errors == 1)
        #expect(rate.trend.count == 60)
        #expect(rate.trend.reduce(0, +) == 3)
        #expect(rate.trend.last == 1)
        #expect(rate.errorTrend.last == 1)
        #expect(abs(rate.errorShare - 1.0 / 3) < 1e-9)
    }

    @Test func percentilesAreWithinOnePercent() throws {
        let lines = (0..<1000).map { call($0, secondsAgo: UInt64($0 % 200), milliseconds: UInt64($0 + 1)) }
        let rate = try #require(snapshot(lines).rates.first)
        #expect(abs(rate.p50 / .milliseconds(500) - 1) < 0.011)
        #expect(abs(rate.p99 / .milliseconds(990) - 1) < 0.011)
        let operation = try #require(snapshot(lines).operations.first)
        #expect(operation.calls == 1000)
        #expect(abs(operation.p95 / .milliseconds(950) - 1) < 0.011)
    }

    @Test func whoEndedASpanWithinTheHourWasHeardAlsoWithoutRequests() {
        let lines = [
            call(0, secondsAgo: 20, milliseconds: 1), call(1, secondsAgo: 3_590, milliseconds: 1, service: "payments"),
            call(2, secondsAgo: 40, milliseconds: 1, service: "worker", kind: 1, parent: "00000000000000ff"),
            call(3, secondsAgo: 7_200, milliseconds: 1, service: "gone"),
        ]
        let heard = snapshot(lines).heard
        #expect(heard.keys.sorted() == ["orders", "payments", "worker"])
        for (service, secondsAgo) in [("orders", 20), ("payments", 3_590), ("worker", 40)] as [(String, UInt64)] {
            let late = (heard[service]?.nanoseconds ?? 0) - (now - secondsAgo * 1_000_000_000)
            #expect(late <= 5_000_000_000, "\(service)")
        }
    }

    @Test func aSpanReadTwiceIsOneCall() {
        let line = call(0, secondsAgo: 1, milliseconds: 1)
        let twice = snapshot([line, line])
        #expect(twice.rates.map(\.requests) == [1])
        #expect(twice.operations.map(\.calls) == [1])
    }

    @Test func edgesAreCallsBetweenServices() {
        let lines = [
            call(0, secondsAgo: 1, milliseconds: 9),
            call(1, secondsAgo: 1, milliseconds: 4, service: "payments", parent: "0000000000000001", isError: true),
            call(2, secondsAgo: 1, milliseconds: 4, service: "payments", parent: "0000000000000002"),
        ]
        let edges = snapshot(lines).serviceGraph
        #expect(edges.map(\.id) == [ServiceEdge.ID(caller: "orders", callee: "payments")])
        #expect(edges.map(\.calls) == [1])
        #expect(edges.map(\.errors) == [1])
    }

    @Test func aTraceIsComparedWithTheUsualOfItsRoot() throws {
        var lines: [String] = []
        for number in 0..<60 {
            let trace = String(number + 1, radix: 16)
            let id = String(repeating: "0", count: 32 - trace.count) + trace
            let at = RandomLog.start + UInt64(number) * 1_000_000
            let isOdd = number == 59
            lines.append(
                RandomLog.line(trace: id, id: "0000000000000001", start: at, end: at + 10_000_000, name: "root"))
            lines.append(
                RandomLog.line(
                    trace: id, id: "0000000000000002", parent: "0000000000000001", start: at,
                    end: at + (isOdd ? 900_000_000 : 1_000_000), name: "charge"))
            lines.append(
                RandomLog.line(
                    trace: id, id: "0000000000000003", parent: "0000000000000001", start: at, end: at + 1_000_000,
                    name: isOdd ? "retry" : "reserve"))
        }
        let ingest = TraceIngest.reading(lines)
        let slot = try #require(ingest.store.trace(TraceID(high: 0, low: 60)))
        let comparison = TraceComparison.make(
            ingest.store, trace: slot, operations: ingest.operations, now: Timestamp(nanoseconds: now))
        #expect(comparison.sampleCount == 59)
        #expect(comparison.root == OperationStatistics.ID(service: "orders", name: "root"))
        #expect(comparison.missing.map(\.name) == ["reserve"])
        #expect(comparison.new.map(\.name) == ["retry"])
        // Its own duration is among the sixty that make the percentile, so the slowest is not slower than the p99.
        #expect(comparison.slower.isEmpty)
    }
}

@Suite struct DurationCountsTests {
    @Test func eachValueIsKnownWithinOnePercent() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<5000 {
            let value = UInt64.random(in: 1...1 << UInt64.random(in: 1...50, using: &random), using: &random)
            let upper = DurationCounts.upper(of: DurationCounts.step(value))
            #expect(upper >= value)
            #expect(Double(upper) / Double(value) <= 1.008)
        }
    }

    @Test func stepsFollowEachOtherWithoutGaps() {
        for value in 0..<10_000 as Range<UInt64> {
            let next = DurationCounts.step(value + 1) - DurationCounts.step(value)
            #expect(next == 0 || next == 1)
        }
        #expect(DurationCounts.step(.max) > DurationCounts.step(.max / 2))
    }

    @Test func percentilesOfWhatWasCountedApartAreThoseOfAll() {
        var (all, left, right) = (DurationCounts(), DurationCounts(), DurationCounts())
        for value in 1...2000 as ClosedRange<UInt64> {
            all.add(value * 1_000_000)
            if value.isMultiple(of: 3) { left.add(value * 1_000_000) } else { right.add(value * 1_000_000) }
        }
        left.add(right)
        #expect(left.percentiles([50, 95, 99]) == all.percentiles([50, 95, 99]))
        #expect(abs(all.percentiles([95])[0] / .milliseconds(1900) - 1) < 0.011)
    }
}
