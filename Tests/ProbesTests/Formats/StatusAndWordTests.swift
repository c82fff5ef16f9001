import Testing

@testable import Probes

/// formats.md 2.1: plain answers, the word table, and what status and body make together.
@Suite struct StatusAndWordTests {
    private func read(_ status: Int, _ body: String, _ format: HealthFormat = .auto) -> HealthAnswer {
        HealthAnswer.read(body: Array(body.utf8), status: status, format: format)
    }

    @Test(arguments: [
        (200, Health.healthy), (204, .healthy), (299, .healthy), (429, .degraded), (500, .unhealthy),
        (503, .unhealthy), (599, .unhealthy), (301, .unknown), (400, .unknown), (401, .unknown), (403, .unknown),
        (404, .unknown), (405, .unknown), (999, .unknown), (0, .unknown),
    ])
    func anEmptyBodyLeavesItToTheStatus(status: Int, health: Health) {
        #expect(read(status, "").health == health)
        #expect(read(status, "  \n").health == health)
        #expect(read(status, "<html><body>Service is up</body></html>").health == health)
    }

    @Test func aWebPageIsSaidSoForALoginPageAnswers200Too() {
        #expect(
            read(200, " <html><title>Log in</title>").reason
                == #"answered 200 with a web page and no word of health: "<html><title>Log in</title>""#)
        #expect(read(200, "hello").reason == "answered 200")
    }

    @Test func everyWordOfTheTableIsKnown() {
        let table: [(Health, [String])] = [
            (
                .healthy,
                [
                    "up", "ok", "pass", "passing", "healthy", "serving", "live", "ready", "alive", "available", "green",
                    "true",
                ]
            ),
            (.degraded, ["degraded", "warn", "warning", "partial", "yellow", "CIRCUIT_HALF_OPEN", "CIRCUIT_OPEN"]),
            (
                .unhealthy,
                [
                    "down", "fail", "failed", "failing", "error", "critical", "unhealthy", "OUT_OF_SERVICE",
                    "NOT_SERVING", "not-ready", "draining", "red", "false", "maintenance",
                ]
            ),
            (.unknown, ["unknown", "SERVICE_UNKNOWN", "starting", "initializing", "PRE_INITIALIZING"]),
        ]
        for (health, words) in table {
            for word in words {
                #expect(read(200, word).health == health, "\(word)")
                #expect(read(200, "{\"status\":\"\(word.uppercased())\"}").health == health, "\(word)")
            }
        }
    }

    @Test func anUnknownWordCannotBeatA2xx() {
        #expect(read(200, #"{"status":"peachy"}"#).health == .healthy)
        #expect(read(200, "peachy").health == .healthy)
        #expect(read(503, #"{"status":"peachy"}"#).health == .unhealthy)
    }

    @Test func theWorseOfStatusAndBodyCounts() {
        #expect(read(503, "OK").health == .unhealthy)
        #expect(read(200, "DOWN").health == .unhealthy)
        #expect(read(429, "passing").health == .degraded)
        #expect(read(429, "critical").health == .unhealthy)
        #expect(read(200, "warning").health == .degraded)
    }

    @Test(arguments: ["starting", "INITIALIZING", "PRE_INITIALIZING"])
    func a503OfAServiceThatStartsIsUnknown(word: String) {
        #expect(read(503, word).health == .unknown)
        #expect(read(503, "{\"status\":\"\(word)\"}").health == .unknown)
    }

    @Test func a4xxSaysThatTheURLIsWrongWhateverItsPageSays() {
        #expect(read(404, "error: no such page").health == .unknown)
        #expect(
            read(404, #"{"timestamp":"2026-01-10T15:39:17.117+00:00","status":404,"error":"Not Found"}"#).health
                == .unknown)
        #expect(read(401, "").reason.hasPrefix("answered 401: credentials are missing or wrong"))
        #expect(read(404, "").reason.hasPrefix("answered 404: nothing at this path"))
    }

    @Test func jsonStringsAndBooleansAreWords() {
        #expect(read(200, "true").health == .healthy)
        #expect(read(200, "false").health == .unhealthy)
        #expect(read(200, "\"UP\"").health == .healthy)
        #expect(read(200, #"{"status":false}"#).health == .unhealthy)
    }

    @Test func theFormatStatusDoesNotLookAtTheBody() {
        #expect(read(200, #"{"status":"DOWN"}"#, .status).health == .healthy)
        #expect(read(200, #"{"status":"DOWN"}"#, .status).checks.isEmpty)
    }

    @Test func theFormatPlainReadsAWordAndNothingElse() {
        #expect(read(200, "DOWN since noon", .plain).health == .unhealthy)
        #expect(read(200, #"{"status":"DOWN","checks":{"db":{"status":"DOWN"}}}"#, .plain).health == .unhealthy)
        #expect(read(200, #"{"status":"DOWN","checks":{"db":{"status":"DOWN"}}}"#, .plain).checks.isEmpty)
    }

    @Test func aConfiguredFormatThatIsNotThereProvesNothing() {
        #expect(read(200, "OK", .native).words == #"unknown: answered 200 with text that is not JSON: "OK""#)
        #expect(
            read(200, "", .spring).words
                == "unknown: answered 200 with an empty body where Spring Boot health was expected")
        #expect(read(503, "<html>", .spring).health == .unhealthy)
        #expect(
            read(200, "[1,2]", .native).words
                == #"unknown: answered 200 with JSON that is not a health answer with "status": "[1,2]""#)
        #expect(read(200, "hello", .kubernetes).health == .unknown)
    }
}

extension HealthAnswer {
    /// One line for a comparison.
    var words: String { "\(health): \(reason)" }

    /// The tree as lines: `healthy db · detail`, children below and further in.
    var tree: [String] { checks.flatMap { $0.lines(indent: "") } }
}

extension AnsweredCheck {
    func lines(indent: String) -> [String] {
        ["\(indent)\(health) \(name)\(detail.isEmpty ? "" : " · \(detail)")"]
            + children.flatMap { $0.lines(indent: indent + "  ") }
    }
}
