import Testing

@testable import Probes

/// formats.md 2.3, Spring Boot Actuator and resilience4j inside it; and 2.4.
@Suite struct SpringFormatTests {
    private func read(_ body: String, _ status: Int = 200, _ format: HealthFormat = .auto) -> HealthAnswer {
        HealthAnswer.read(body: Array(body.utf8), status: status, format: format)
    }

    @Test func boot3WithComponentsAndGroups() {
        let answer = read(
            #"""
            {"status":"DOWN","components":{"db":{"status":"DOWN","details":{"database":"PostgreSQL","error":"Connection to
            db:5432 refused"}},"diskSpace":{"status":"UP","details":{"total":250,"free":100,"threshold":10}},"ping":
            {"status":"UP"}},"groups":["liveness","readiness"]}
            """#.split(separator: "\n").joined(separator: " "), 503)
        #expect(answer.format == .spring)
        #expect(
            answer.words
                == "unhealthy: answered 503 DOWN · db: database: PostgreSQL, error: Connection to db:5432 refused")
        #expect(
            answer.tree == [
                "unhealthy db · database: PostgreSQL, error: Connection to db:5432 refused",
                "healthy diskSpace · total: 250, free: 100, threshold: 10", "healthy ping",
            ])
    }

    @Test(arguments: [
        ("UP", 200, Health.healthy), ("DOWN", 503, .unhealthy), ("OUT_OF_SERVICE", 503, .unhealthy),
        ("UNKNOWN", 200, .unknown),
    ])
    func onlyAStatusIsEnough(word: String, status: Int, health: Health) {
        let answer = read("{\"status\":\"\(word)\",\"groups\":[\"liveness\"]}", status)
        #expect(answer.format == .spring)
        #expect(answer.health == health)
        #expect(read("{\"status\":\"\(word)\"}", status).format == .spring)
    }

    @Test func customWordsWithA200AreFine() {
        let answer = read(#"{"status":"FATIGUED","components":{"a":{"status":"FATIGUED"}}}"#)
        #expect(answer.health == .healthy)
        #expect(answer.tree == ["unknown a · FATIGUED"])
    }

    @Test func boot2WritesDetailsForComponents() {
        let answer = read(#"{"status":"DOWN","details":{"db":{"status":"DOWN","details":{"error":"gone"}}}}"#, 503)
        #expect(answer.format == .spring)
        #expect(answer.tree == ["unhealthy db · error: gone"])
    }

    @Test func boot1WritesComponentsFlat() {
        let answer = read(
            #"{"status":"DOWN","diskSpace":{"status":"UP","total":250},"db":{"status":"DOWN","error":"gone"}}"#, 503)
        #expect(answer.tree == ["healthy diskSpace · total: 250", "unhealthy db · error: gone"])
    }

    @Test func nestedComponentsAreATree() {
        let answer = read(
            #"""
            {"status":"UP","components":{"db":{"status":"UP","components":{"main":{"status":"UP"},"replica":
            {"status":"DOWN","description":"lagging"}}}}}
            """#)
        #expect(answer.tree == ["healthy db", "  healthy main", "  unhealthy replica · lagging"])
    }

    @Test func aRootThatIsUpBesideAComponentThatIsDownIsDegraded() {
        let answer = read(#"{"status":"UP","components":{"mail":{"status":"DOWN"},"db":{"status":"UP"}}}"#)
        #expect(answer.words == "degraded: answered 200 UP · mail: unhealthy")
    }

    static let breakersInHealth = #"""
        {"status":"UP","components":{"circuitBreakers":{"status":"UNKNOWN","details":{
        "payments":{"status":"CIRCUIT_OPEN","details":{"failureRate":"62.5%","failureRateThreshold":"50.0%",
        "slowCallRate":"0.0%","slowCallRateThreshold":"100.0%","bufferedCalls":8,"slowCalls":0,"slowFailedCalls":0,
        "failedCalls":5,"notPermittedCalls":17,"state":"OPEN"}},
        "stock":{"status":"UP","details":{"failureRate":"-1.0%","failureRateThreshold":"50.0%","slowCallRate":"-1.0%",
        "slowCallRateThreshold":"100.0%","bufferedCalls":2,"slowCalls":0,"slowFailedCalls":0,"failedCalls":0,
        "notPermittedCalls":0,"state":"CLOSED"}}}},"ping":{"status":"UP"}}}
        """#

    @Test func anOpenBreakerIsSeenThoughSpringSaysUp() throws {
        let answer = read(Self.breakersInHealth)
        #expect(answer.health == .degraded)
        #expect(answer.reason == "answered 200 UP · payments: OPEN, 62.5 % of 8 calls failed (limit 50 %), 17 refused")
        try #require(answer.breakers.count == 2)
        #expect(
            answer.breakers[0]
                == ReportedBreaker(
                    name: "payments", state: .open, failureRate: 62.5, slowCallRate: 0, failureRateThreshold: 50,
                    slowCallRateThreshold: 100, bufferedCalls: 8, failedCalls: 5, slowCalls: 0, notPermittedCalls: 17))
        #expect(answer.breakers[1].state == .closed)
        #expect(answer.breakers[1].failureRate == nil)
        #expect(
            answer.tree
                == [
                    "degraded circuitBreakers · UNKNOWN: see below",
                    "  degraded payments · OPEN, 62.5 % of 8 calls failed (limit 50 %), 17 refused",
                    "  healthy stock · CLOSED, failure rate n/a (limit 50 %)", "healthy ping",
                ].map { $0.replacing(" · UNKNOWN: see below", with: "") })
    }

    @Test func aBreakerThatMayFailHealthStaysDown() {
        let answer = read(
            #"""
            {"status":"DOWN","components":{"circuitBreakers":{"status":"DOWN","details":{"a":{"status":"DOWN","details":
            {"failureRate":"100.0%","state":"OPEN"}}}}}}
            """#, 503)
        #expect(answer.health == .unhealthy)
        #expect(answer.checks[0].children[0].health == .unhealthy)
    }

    @Test func resilience4jsOwnEndpoint() {
        let answer = read(
            #"""
            {"circuitBreakers":{"a":{"failureRate":"33.333336%","slowCallRate":"1.0E-4%","failureRateThreshold":"50.0%",
            "slowCallRateThreshold":"100.0%","bufferedCalls":100,"failedCalls":33,"slowCalls":0,"slowFailedCalls":0,
            "notPermittedCalls":0,"state":"HALF_OPEN"},"b":{"failureRate":"NaN%","bufferedCalls":0,"state":"FORCED_OPEN"},
            "c":{"failureRate":"-1.0%","state":"DISABLED"},"d":{"state":"METRICS_ONLY","failureRate":"-1.0%"}}}
            """#)
        #expect(answer.format == .resilience4j)
        #expect(answer.health == .degraded)
        #expect(answer.breakers.map(\.state) == [.halfOpen, .forcedOpen, .disabled, .metricsOnly])
        #expect(answer.breakers[0].failureRate == 33.333336)
        #expect(answer.breakers[0].slowCallRate == 1.0e-4)
        #expect(answer.breakers[1].failureRate == nil)
    }

    @Test func resilience4j1AnsweredNamesOnly() {
        let answer = read(#"{"circuitBreakers":["a","b"]}"#)
        #expect(answer.breakers.map(\.name) == ["a", "b"])
        #expect(answer.breakers.allSatisfy { $0.state == .unknown })
        #expect(answer.health == .healthy)
    }

    @Test(arguments: [
        ("CLOSED", ReportedBreaker.State.closed), ("half-open", .halfOpen), ("halfOpen", .halfOpen),
        ("HalfOpen", .halfOpen), ("HALF OPEN", .halfOpen), ("Isolated", .forcedOpen), ("FORCED_OPEN", .forcedOpen),
        ("disabled", .disabled), ("metrics_only", .metricsOnly), ("ajar", .unknown), ("", .unknown),
    ])
    func breakerStatesAreReadInEachSpelling(word: String, state: ReportedBreaker.State) {
        #expect(ReportedBreaker.State(word: word) == state)
    }

    @Test func nestingWithoutEndIsCut() {
        let depth = 30
        let body =
            String(repeating: #"{"status":"UP","components":{"a":"#, count: depth) + #"{"status":"DOWN"}"#
            + String(repeating: "}}", count: depth)
        let answer = read(body)
        #expect(answer.format == .spring)
        #expect(answer.tree.count == 16)
    }
}
