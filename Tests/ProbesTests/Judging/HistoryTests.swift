import Foundation
import Testing

@testable import Probes

@Suite struct HistoryTests {
    private let start = Date(timeIntervalSince1970: 1_768_059_000)

    @Test func percentilesAreThoseOfTheLast512Answers() {
        var random = SeededGenerator(seed: 11)
        var window = LatencyWindow()
        #expect(window.percentile(0.5) == nil)
        var all: [Int64] = []
        for _ in 0..<1_100 {
            let latency = Int64.random(in: 0...5_000_000, using: &random)
            all.append(latency)
            window.add(.microseconds(latency))
            if all.count % 7 != 0 { continue }
            let last = all.suffix(512).sorted()
            #expect(window.percentile(0.5) == .microseconds(last[(last.count + 1) / 2 - 1]))
            #expect(window.percentile(0.99) == .microseconds(last[Int((0.99 * Double(last.count)).rounded(.up)) - 1]))
            #expect(window.percentile(1) == last.last.map { .microseconds($0) })
        }
        #expect(window.count == 512)
    }

    @Test func absurdLatenciesAreCutNotTrapped() throws {
        var window = LatencyWindow()
        window.add(.seconds(-5))
        window.add(.seconds(Int64.max / 2))
        #expect(window.percentile(0.01) == .zero)
        #expect(try #require(window.percentile(1)) >= .seconds(4_294))
    }

    @Test func failuresAreCountedBesideAndNeverMixedIn() {
        var history = EndpointHistory()
        for second in 0..<10 {
            history.record(
                RecentProbe(
                    at: start, health: second < 5 ? .healthy : .unhealthy,
                    latency: second < 5 ? .milliseconds(20) : nil, statusCode: nil, reason: ""),
                at: start.addingTimeInterval(Double(second)))
        }
        #expect(history.latency.answers == 5)
        #expect(history.latency.failures == 5)
        #expect(history.latency.p99 == .milliseconds(20))
        #expect(history.uptime == Uptime(fiveMinutes: 0.5, hour: 0.5, day: 0.5))
    }

    @Test func uptimeForgetsWhatIsOlderThanItsWindow() {
        var counter = UptimeCounter()
        // Ten bad minutes, then good ones.
        for second in stride(from: 0, to: 600, by: 5) {
            counter.count(.unhealthy, at: start.addingTimeInterval(Double(second)))
        }
        #expect(counter.uptime == Uptime(fiveMinutes: 0, hour: 0, day: 0))
        for second in stride(from: 600, to: 1_200, by: 5) {
            counter.count(.healthy, at: start.addingTimeInterval(Double(second)))
        }
        #expect(counter.uptime == Uptime(fiveMinutes: 1, hour: 0.5, day: 0.5))
        counter.count(.degraded, at: start.addingTimeInterval(2 * 86_400))
        #expect(counter.uptime == Uptime(fiveMinutes: 1, hour: 1, day: 1))
    }

    @Test func unknownCountsNeitherWayAndAClockSetBackDoesNoHarm() {
        var counter = UptimeCounter()
        counter.count(.unknown, at: start)
        #expect(counter.uptime == Uptime())
        counter.count(.healthy, at: start)
        counter.count(.unhealthy, at: start.addingTimeInterval(-100_000))
        #expect(counter.uptime.fiveMinutes == 0.5)
    }

    @Test func aDayOfChangesIsKeptAndNoMore() {
        var history = EndpointHistory()
        for hour in 0..<48 {
            history.record(
                HealthChange(
                    endpoint: EndpointID(service: "a"), at: start.addingTimeInterval(Double(hour) * 3_600),
                    from: .healthy, to: .unhealthy, reason: "\(hour)"))
        }
        #expect(history.changes.first?.reason == "23")
        for second in 0..<1_000 {
            history.record(
                HealthChange(
                    endpoint: EndpointID(service: "a"), at: start.addingTimeInterval(48 * 3_600 + Double(second)),
                    from: .healthy, to: .unhealthy, reason: ""))
        }
        #expect(history.changes.count == 256)
    }

    @Test func aCheckKeepsItsSinceTimeAndItsHistory() {
        var tree: [CheckNode] = []
        func answer(_ health: Health, _ minute: Double) {
            let check = AnsweredCheck(
                name: "db", health: health, children: [AnsweredCheck(name: "replica", health: health)])
            tree = CheckMemory.merge([check], into: tree, at: start.addingTimeInterval(minute * 60))
        }
        answer(.healthy, 0)
        answer(.healthy, 1)
        #expect(tree[0].since == start)
        answer(.unhealthy, 2)
        answer(.unhealthy, 3)
        #expect(tree[0].since == start.addingTimeInterval(120))
        #expect(tree[0].history.map(\.to) == [.healthy, .unhealthy])
        #expect(tree[0].children[0].id == ["db", "replica"])
        #expect(tree[0].children[0].history.map(\.to) == [.healthy, .unhealthy])
        for minute in 4..<200 { answer(minute % 2 == 0 ? .healthy : .degraded, Double(minute)) }
        #expect(tree[0].history.count == 32)
        #expect(tree[0].history.last?.to == tree[0].health)
    }

    @Test func checksOfOneNameAreToldApart() {
        let answered = ["disk", "disk", "disk #2", "apple"].map { AnsweredCheck(name: $0, health: .healthy) }
        let tree = CheckMemory.merge(answered, into: [], at: start)
        #expect(tree.map(\.name) == ["apple", "disk", "disk #2", "disk #2 #2"])
        #expect(Set(tree.map(\.id)).count == 4)
    }
}
