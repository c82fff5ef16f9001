import OTLP
import Testing

/// What a line is (formats.md 1.3, rules 1, 2 and 8, and the rows of 1.2 about what stands on a line).
@Suite struct LineTests {
    private let span = Reading.line(span: Reading.ids + #","name":"a""#)
    private let bare = "{" + Reading.ids + #","name":"bare"}"#

    @Test func linesEndAtLineFeedsAlone() {
        let name = "a\u{2028}b\u{2029}c\u{85}d"
        let line = Reading.line(span: Reading.ids + #","name":""# + name + #"""#)
        let reading = Reading(line + "\r\n" + line + "\n")
        #expect(reading.outcomes == [.good, .good])
        #expect(reading.spans.map(\.name) == [name, name])
    }

    @Test(arguments: ["\u{FEFF}", "\0\0\0", "  \t", "\0\u{FEFF} ", ""])
    func whatMayStandBeforeADocumentIsSkipped(prefix: String) {
        let reading = Reading(prefix + span + " \r")
        #expect(reading.outcomes == [.good])
        #expect(reading.spans.count == 1)
    }

    @Test(arguments: ["", "\r", " \t ", "\0\0\0\0", "\u{FEFF}"])
    func blankLinesSayNothing(line: String) {
        #expect(Reading(line + "\n").outcomes == [.blank])
    }

    @Test(arguments: [
        "{}", "[]", "[[],[{}]]", #"{"resourceSpans":[]}"#, #"{"resourceSpans":null}"#, #"{"resourceProfiles":[{}]}"#,
    ])
    func emptyDocumentsAreGoodAndSayNothing(line: String) {
        let reading = Reading(line)
        #expect(reading.outcomes == [.good])
        #expect(reading.spans.isEmpty)
    }

    @Test func aResourceItemMayStandWithoutItsWrapper() {
        let item =
            #"{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"java"}}]},"scopeSpans":[{"spans":[\#(bare)]}]}"#
        let reading = Reading(item)
        #expect(reading.outcomes == [.good])
        #expect(reading.spans.map(\.name) == ["bare"])
        #expect(reading.spans.map(\.service) == ["java"])
    }

    @Test func aSpanMayStandAlone() {
        let reading = Reading(bare)
        #expect(reading.outcomes == [.good])
        #expect(reading.spans.map(\.service) == ["unknown_service"])
    }

    /// A span without a name is known by its start; ids alone could be anything.
    @Test func aBareSpanNeedsIDsAndANameOrAStart() {
        #expect(Reading("{" + Reading.ids + #","startTimeUnixNano":"1700000000000000000"}"#).spans.count == 1)
        #expect(Reading("{" + Reading.ids + "}").outcomes == [.bad(.foreign)])
        #expect(Reading(#"{"traceId":"4bf92f3577b34da6a3ce929d0e0e4736","name":"n"}"#).outcomes == [.bad(.foreign)])
    }

    @Test(arguments: ["scopeLogs", "scope_logs"])
    func logRecordsMayStandWithoutTheirWrapper(key: String) {
        let records = key == "scopeLogs" ? "logRecords" : "log_records"
        let reading = Reading(#"{"\#(key)":[{"\#(records)":[{},{}]}]}"#)
        #expect(reading.outcomes == [.good])
        #expect(reading.batch.logCount == 2)
    }

    @Test func metricsMayStandWithoutTheirWrapper() {
        let reading = Reading(#"{"scopeMetrics":[{"metrics":[{"sum":{"dataPoints":[{"asInt":"1"},{"asInt":2}]}}]}]}"#)
        #expect(reading.outcomes == [.good])
        #expect(reading.batch.metricPoints == 2)
    }

    /// Producers that write in pieces can come between each other: only the torn line is lost.
    @Test func aTornLineLosesNothingBehindIt() {
        let torn = String(span.prefix(40)) + span + "\n" + String(span.dropFirst(40)) + "\n" + span
        let reading = Reading(torn)
        #expect(reading.outcomes.map { $0 == .good } == [false, false, true])
        #expect(reading.spans.last?.name == "a")
    }

    /// Fields of one signal beside another's are no reason to lose either.
    @Test func oneObjectMayHoldSeveralSignals() {
        let logs = #""resourceLogs":[{"scopeLogs":[{"logRecords":[{}]}]}]"#
        let reading = Reading(span.dropLast() + "," + logs + "}")
        #expect(reading.outcomes == [.good])
        #expect(reading.spans.count == 1)
        #expect(reading.batch.logCount == 1)
    }

    @Test func aBareSpanAfterARequestDoesNotTakeItsService() {
        #expect(Reading(span + "\n" + bare).spans.map(\.service) == ["orders", "unknown_service"])
    }

    @Test func elementsOfAnArrayAreReadByTheSameRules() {
        let reading = Reading("[\(bare),[\(span)],{}]")
        #expect(reading.outcomes == [.good])
        #expect(reading.spans.map(\.name) == ["bare", "a"])
    }

    @Test(arguments: ["", " ", ","])
    func severalDocumentsOnALineAreAllRead(between: String) {
        let reading = Reading(span + between + bare)
        #expect(reading.spans.map(\.name) == ["a", "bare"])
        #expect(reading.outcomes == [between == "," ? .bad(.malformed("")) : .good] || between == ",")
    }

    @Test func whatStandsBehindADocumentSpoilsTheLineButNotTheDocument() {
        let reading = Reading(span + #"{"resourceSpans":[{"#)
        #expect(reading.spans.count == 1)
        #expect(reading.outcomes.first.map(isMalformed) == true)
    }

    @Test(arguments: [
        "INFO started", #"{"level":"info","msg":"hello"}"#, "5", #""text""#, "true", "[1]", "2026-01-01 stdout F plain",
    ])
    func otherLogsThatShareAFileAreForeign(line: String) {
        #expect(Reading(line).outcomes == [.bad(.foreign)])
    }

    @Test(arguments: ["{", #"{"resourceSpans":["#, #"{"a":NaN}"#, "{]", #"{"a" "b"}"#, "[}"])
    func whatIsNotJSONIsMalformed(line: String) {
        #expect(Reading(line).outcomes.first.map(isMalformed) == true)
    }

    @Test(arguments: [
        (#"{"resourceSpans":5}"#, "resourceSpans"), (#"{"resourceSpans":[5]}"#, "resourceSpans"),
        (#"{"resourceSpans":[{"scopeSpans":{}}]}"#, "scopeSpans"),
        (#"{"resourceSpans":[{"scopeSpans":[{"spans":"x"}]}]}"#, "spans"),
        (#"{"resourceLogs":[{"scopeLogs":[{"logRecords":[1]}]}]}"#, "logRecords"),
    ])
    func knownKeysWithValuesOfTheWrongTypeAreNamed(line: String, key: String) {
        #expect(Reading(line).outcomes == [.bad(.wrongType(key))])
    }

    @Test func containerRuntimesPrefixIsTakenOff() {
        let reading = Reading("2026-01-02T03:04:05.123456789Z stdout F " + span)
        #expect(reading.outcomes == [.good])
        #expect(reading.spans.map(\.name) == ["a"])
    }

    @Test func containerRuntimesWrapperIsTakenOff() {
        let inner = span.replacing("\"", with: "\\\"")
        let reading = Reading(#"{"log":"\#(inner)\n","stream":"stdout","time":"2026-01-02T03:04:05Z"}"#)
        #expect(reading.outcomes == [.good])
        #expect(reading.spans.map(\.name) == ["a"])
        #expect(Reading(#"{"log":"plain text\n","stream":"stdout"}"#).outcomes == [.bad(.foreign)])
    }

    @Test func absurdNestingIsReadWithoutRecursion() {
        let depth = 200_000
        let deep = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        #expect(Reading(deep).outcomes == [.good])
        let value =
            String(repeating: #"{"arrayValue":{"values":["#, count: 50_000) + String(repeating: "]}}", count: 50_000)
        let reading = Reading(span: Reading.ids + #","name":"deep","attributes":[{"key":"k","value":\#(value)}]"#)
        #expect(reading.outcomes == [.good])
        #expect(reading.spans.map(\.name) == ["deep"])
        #expect(Reading(String(repeating: "[", count: 100_000)).outcomes.first.map(isMalformed) == true)
    }

    @Test func oldCollectorsNamesForScopesAreRead() {
        let reading = Reading(
            #"{"resourceSpans":[{"instrumentationLibrarySpans":[{"instrumentationLibrary":{"name":"old"},"spans":[\#(bare)]}]}]}"#
        )
        #expect(reading.spans.map(\.name) == ["bare"])
    }

    @Test func metricsAreCountedAndPassedOver() {
        let points = #"{"dataPoints":[{},{}]}"#
        let metrics = ["gauge", "sum", "histogram", "exponentialHistogram", "exponential_histogram", "summary"]
            .map { #"{"name":"m","\#($0)":\#(points)}"# }.joined(separator: ",")
        let reading = Reading(#"{"resourceMetrics":[{"scopeMetrics":[{"metrics":[\#(metrics)]}]}]}"#)
        #expect(reading.outcomes == [.good])
        #expect(reading.batch.metricPoints == 12)
    }

    private func isMalformed(_ outcome: LineOutcome) -> Bool {
        if case .bad(.malformed(let words)) = outcome { !words.isEmpty } else { false }
    }
}
