import Foundation
import ResilienceTesting
import Synchronization
import Testing

@testable import Observability

struct HealthServiceTests {
    private struct Scripted: HealthCheck {
        let name: String
        var timeout = Duration.seconds(60)
        let finding: @Sendable () async throws -> HealthFinding
        func check() async throws -> HealthFinding { try await finding() }
    }

    private struct Refused: Error, CustomStringConvertible {
        let description = "connection refused"
    }

    private func service(_ checks: [any HealthCheck]) -> HealthService {
        HealthService(checks: checks, now: { 1_768_059_557_117_000_000 })
    }

    @Test(arguments: [
        ([], HealthStatus.healthy, 200),
        ([HealthStatus.healthy, .healthy], .healthy, 200),
        ([.healthy, .degraded], .degraded, 200),
        ([.degraded, .unhealthy, .healthy], .unhealthy, 503),
    ])
    func theOverallStatusIsTheWorst(statuses: [HealthStatus], overall: HealthStatus, http: Int) async {
        let checks = statuses.enumerated().map { index, status in
            Scripted(name: "check\(index)") { HealthFinding(status) }
        }
        let report = await service(checks).overallHealth()
        #expect(report.status == overall)
        #expect(report.httpStatus == http)
    }

    @Test func theAnswerIsTheNativeFormat() async {
        let service = service([
            Scripted(name: "payments") { throw Refused() },
            Scripted(name: "database") { HealthFinding(.healthy, details: ["responseTime": .integer(3)]) },
        ])
        let json = String(decoding: await service.overallHealth().json, as: UTF8.self)
        #expect(
            json == """
                {"status":"unhealthy","checks":{\
                "database":{"status":"healthy","details":{"responseTime":3},"timestamp":"2026-01-10T15:39:17.117Z"},\
                "payments":{"status":"unhealthy","details":{"error":"connection refused"},\
                "timestamp":"2026-01-10T15:39:17.117Z"}}}
                """)
    }

    @Test func everyKindOfDetailIsValidJSON() async throws {
        let service = service([
            Scripted(name: "a\"b\n") {
                HealthFinding(
                    .degraded,
                    details: [
                        "text": .text("\u{1B}\"\\"), "flag": .flag(false), "number": .number(0.5),
                        "nothing": .number(.nan),
                    ])
            }
        ])
        let object = try JSONSerialization.jsonObject(with: Data(await service.overallHealth().json))
        let checks = try #require((object as? [String: Any])?["checks"] as? [String: [String: Any]])
        let details = try #require(checks["a\"b\n"]?["details"] as? [String: Any])
        #expect(details["text"] as? String == "\u{1B}\"\\")
        #expect(details["number"] as? Double == 0.5)
        #expect(details["nothing"] is NSNull)
    }

    @Test func checksRunSideBySide() async {
        let (arrivals, arrival) = AsyncStream<Void>.makeStream()
        let (gate, open) = AsyncStream<Void>.makeStream()
        let checks = (0..<3).map { index in
            Scripted(name: "\(index)") {
                arrival.yield()
                for await _ in gate {}
                return HealthFinding(.healthy)
            }
        }
        async let report = service(checks).overallHealth()
        var arrived = 0
        for await _ in arrivals {
            arrived += 1
            if arrived == 3 { break }
        }
        open.finish()
        #expect(await report.status == .healthy)
    }

    @Test func aCheckThatTakesTooLongIsUnhealthyEvenWhenItIgnoresCancellation() async {
        let (gate, open) = AsyncStream<Void>.makeStream()
        let runs = Atomic(0)
        let service = service([
            Scripted(name: "slow", timeout: .milliseconds(1)) {
                runs.add(1, ordering: .relaxed)
                // A task of its own is not cancelled with us.
                await Task { for await _ in gate {} }.value
                return HealthFinding(.healthy)
            },
            Scripted(name: "quick") { HealthFinding(.healthy) },
        ])
        for _ in 0..<3 {
            let report = await service.overallHealth()
            #expect(report.status == .unhealthy)
            #expect(report.checks.first { $0.name == "quick" }?.finding.status == .healthy)
            let details = report.checks.first { $0.name == "slow" }?.finding.details
            #expect(details == ["error": .text("no answer within 0.001 seconds")])
        }
        #expect(runs.load(ordering: .relaxed) == 1)
        open.finish()
    }

    @Test func twoWhoAskAtOnceShareOneRun() async {
        let (arrivals, arrival) = AsyncStream<Void>.makeStream()
        let (gate, open) = AsyncStream<Void>.makeStream()
        let runs = Atomic(0)
        let service = service([
            Scripted(name: "one") {
                runs.add(1, ordering: .relaxed)
                arrival.yield()
                for await _ in gate {}
                return HealthFinding(.healthy)
            }
        ])
        async let first = service.overallHealth()
        for await _ in arrivals { break }
        async let second = service.overallHealth()
        open.finish()
        #expect(await first.status == .healthy)
        #expect(await second.status == .healthy)
        #expect(runs.load(ordering: .relaxed) >= 1)
    }

    @Test(arguments: [(0, HealthStatus.healthy), (999, .healthy), (1000, .degraded), (4000, .degraded)])
    func aDatabaseThatTakesASecondIsDegraded(milliseconds: Int, status: HealthStatus) async throws {
        let clock = SteppedClock()
        let check = DatabaseHealthCheck(clock: clock) { clock.advance(by: .milliseconds(milliseconds)) }
        let finding = try await check.check()
        #expect(finding == HealthFinding(status, details: ["responseTime": .integer(milliseconds)]))
        #expect(check.name == "database")
    }

    @Test func aDatabaseThatFailsIsUnhealthyWithItsReason() async {
        let report = await service([DatabaseHealthCheck { throw Refused() }]).overallHealth()
        #expect(report.checks.first?.finding.details == ["error": .text("connection refused")])
        #expect(report.status == .unhealthy)
    }

    @Test(arguments: [(200, HealthStatus.healthy), (204, .unhealthy), (404, .unhealthy), (503, .unhealthy)])
    func anotherServiceIsHealthyOnlyWhenItAnswersTwoHundred(code: Int, status: HealthStatus) async throws {
        let finding = try await ExternalServiceHealthCheck { code }.check()
        #expect(finding == HealthFinding(status, details: ["statusCode": .integer(code)]))
    }
}

/// A clock that moves only when it is told to.
final class SteppedClock: Clock, Sendable {
    struct Instant: InstantProtocol {
        var offset: Duration
        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private let offset = Shared(Duration.zero)

    var now: Instant { Instant(offset: offset.change { $0 }) }
    var minimumResolution: Duration { .nanoseconds(1) }

    func advance(by duration: Duration) { offset.change { $0 += duration } }
    func sleep(until deadline: Instant, tolerance: Duration?) async throws { advance(by: deadline.offset - now.offset) }
}
