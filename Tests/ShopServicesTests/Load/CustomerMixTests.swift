import Foundation
import Logging
import Testing

@testable import ShopServices

struct CustomerMixTests {
    @Test func allOrdersOfCustomersAreValid() throws {
        var mix = CustomerMix(seed: 3)
        for _ in 0..<500 { #expect(throws: Never.self) { try OrderValidation.validate(mix.order(), id: "order-1") } }
    }

    @Test func theSameSeedDoesTheSame() throws {
        var first = CustomerMix(seed: 9), second = CustomerMix(seed: 9), other = CustomerMix(seed: 10)
        let acts = (0..<50).map { _ in "\(first.next())" }
        #expect((0..<50).map { _ in "\(second.next())" } == acts)
        #expect((0..<50).map { _ in "\(other.next())" } != acts)
    }

    @Test func ordersArriveAtTheRateThatWasAskedFor() {
        var mix = CustomerMix(seed: 5)
        var orders = 0
        var time = Duration.zero
        while orders < 20_000 {
            time += mix.gap(rate: 50)
            if mix.next().kind == .orders { orders += 1 }
        }
        #expect(abs(time / .seconds(1) - 400) < 12)
    }

    @Test func forTenOrdersOneAddressChangesAndFourDashboardsAreLookedAt() {
        var mix = CustomerMix(seed: 6)
        let kinds = (0..<30_000).map { _ in mix.next().kind }
        func share(_ kind: CustomerAct.Kind) -> Double { Double(kinds.count { $0 == kind }) / 20_000 }
        #expect(abs(share(.orders) - 1) < 0.03)
        #expect(abs(share(.emails) - 0.1) < 0.02)
        #expect(abs(share(.dashboards) - 0.4) < 0.02)
    }
}

struct LoadTallyTests {
    @Test func whatIsOverTheBoundIsSkippedAndCounted() {
        let tally = LoadTally(limit: 2)
        #expect(tally.start(.orders) && tally.start(.emails))
        #expect(!tally.start(.orders))
        tally.finish(.orders, .accepted, took: .milliseconds(20))
        #expect(tally.start(.orders))
        let counts = tally.report(rate: 1).counts
        #expect(counts["orders"]?.accepted == 1)
        #expect(counts["orders"]?.skipped == 1)
        #expect(counts["emails"] == nil)
    }

    @Test func latencyIsThatOfOrdersThatWereAccepted() throws {
        let tally = LoadTally(limit: 1000)
        #expect(tally.report(rate: 1).orderLatency == nil)
        for milliseconds in 1...100 {
            #expect(tally.start(.orders))
            tally.finish(.orders, .accepted, took: .milliseconds(milliseconds))
        }
        #expect(tally.start(.orders) && tally.start(.dashboards))
        tally.finish(.orders, .unanswered, took: .seconds(30))
        tally.finish(.dashboards, .accepted, took: .seconds(20))
        let latency = try #require(tally.report(rate: 1).orderLatency)
        #expect(abs(latency.p50 - 50) < 1)
        #expect(abs(latency.p99 - 99) < 1)
        #expect(abs(latency.most - 100) < 1)
        // At another rate they take another time; what was counted stays.
        tally.forgetLatencies()
        #expect(tally.report(rate: 2).orderLatency == nil)
        #expect(tally.report(rate: 2).counts["orders"]?.accepted == 100)
    }
}

@Suite(.timeLimit(.minutes(2)))
struct LoadDialTests {
    private let folder = TemporaryFolder()
    private let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    @Test func theRateIsThereAgainAfterARestart() throws {
        let note = try LoadOrder.file(in: folder.files).write(LoadOrder(rate: 7))
        #expect(LoadDial(files: folder.files, logger: quiet).rate == 7)
        #expect(LoadDial(files: folder.files, logger: quiet).rate == 7)
        #expect(LoadOrder.file(in: folder.files).isTaken(note))
    }

    @Test func aChangeIsTakenWhileItRuns() async throws {
        let dial = LoadDial(files: folder.files, logger: quiet)
        #expect(dial.rate == 0)
        let following = Task { try await dial.run() }
        let file = LoadOrder.file(in: folder.files)
        let note = try file.write(LoadOrder(rate: 12.5))
        #expect(await file.waitUntilTaken(note, limit: .seconds(60)))
        #expect(dial.rate == 12.5)
        following.cancel()
        _ = await following.result
    }

    @Test func aRateThatCannotBeIsNotTaken() throws {
        let note = try LoadOrder.file(in: folder.files).write(LoadOrder(rate: -1))
        #expect(LoadDial(files: folder.files, logger: quiet).rate == 0)
        #expect(!LoadOrder.file(in: folder.files).isTaken(note))
    }
}
