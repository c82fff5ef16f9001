import ResilienceTesting
import Testing

@testable import Traces

@Suite(.timeLimit(.minutes(2))) struct SagaTroubleTests {
    private static let trace = String(repeating: "a", count: 32)
    private static let soon = RandomLog.start + 1_000_000

    private func text(_ key: String, _ value: String) -> String {
        #"{"key":"\#(key)","value":{"stringValue":"\#(value)"}}"#
    }

    private func span(
        _ id: String, parent: String = "", _ service: String, _ name: String, kind: Int = 1, isError: Bool = false,
        isRunning: Bool = false, at offset: UInt64 = 0, attributes: [String] = [], message: String = ""
    ) -> String {
        let start = RandomLog.start + offset * 1000
        let line = RandomLog.line(
            trace: Self.trace, id: id, parent: parent, start: start, end: isRunning ? 0 : start + 500_000,
            service: service, name: name, kind: kind, isError: isError, attributes: attributes.joined(separator: ","))
        return message.isEmpty
            ? line : line.replacing(#""code":2"#, with: #""code":2,"message":"\#(message)""#)
    }

    /// A saga of `orders` whose step is at `ProcessPayment`.
    private func step(isRunning: Bool = false) -> [String] {
        let saga = [text("saga.id", "order-1"), text("saga.name", "checkout")]
        return [
            span("00000000000000a1", "orders", "saga checkout", isRunning: true, attributes: saga),
            span(
                "00000000000000a2", parent: "00000000000000a1", "orders", "saga.step ProcessPayment",
                isError: !isRunning,
                isRunning: isRunning, at: 1,
                attributes: saga + [text("saga.step.name", "ProcessPayment"), text("error.type", "timeout")]),
        ]
    }

    private func troubles(_ lines: [String]) -> [SagaTrouble] {
        TraceSnapshot.reading(
            lines.joined(separator: "\n"), asOf: Timestamp(nanoseconds: Self.soon)
        ).troubles
    }

    @Test func aSagasFailedStepNamesTheServiceThatAnswered() throws {
        let lines =
            step() + [
                span("00000000000000b1", parent: "00000000000000a2", "orders", "POST", kind: 3, isError: true, at: 2),
                span(
                    "00000000000000b2", parent: "00000000000000b1", "payments", "POST /charges", kind: 2, isError: true,
                    at: 3),
                span("00000000000000b3", parent: "00000000000000b2", "payments", "POST", kind: 3, isError: true, at: 4),
                span(
                    "00000000000000b4", parent: "00000000000000b3", "bank", "POST /transfer", kind: 2, isError: true,
                    at: 5),
            ]
        let trouble = try #require(troubles(lines).first)
        #expect(trouble.id == "order-1")
        #expect(trouble.step.name == "ProcessPayment")
        #expect(trouble.peer == "payments")
        #expect(trouble.calls.map(\.service) == ["orders", "payments"])
        #expect(trouble.calls.map(\.peer) == ["payments", "bank"])
        #expect(trouble.calls.map(\.outcome) == [.failed, .failed])
    }

    @Test func theLastCallThatWentWrongCountsAndGoodOnesDoNot() throws {
        let lines =
            step() + [
                span("00000000000000b1", parent: "00000000000000a2", "orders", "POST", kind: 3, isError: true, at: 2),
                span("00000000000000b2", parent: "00000000000000b1", "inventory", "x", kind: 2, isError: true, at: 3),
                span("00000000000000c1", parent: "00000000000000a2", "orders", "POST", kind: 3, isError: true, at: 20),
                span("00000000000000c2", parent: "00000000000000c1", "payments", "x", kind: 2, isError: true, at: 21),
                span("00000000000000d1", parent: "00000000000000a2", "orders", "GET", kind: 3, at: 30),
                span("00000000000000d2", parent: "00000000000000d1", "users", "x", kind: 2, isError: true, at: 31),
            ]
        #expect(troubles(lines).first?.peer == "payments")
    }

    @Test func aStepThatWaitsForAnAnswerNamesWhomItWaitsFor() throws {
        let lines =
            step(isRunning: true) + [
                span("00000000000000b1", parent: "00000000000000a2", "orders", "POST", kind: 3, isRunning: true, at: 2),
                span("00000000000000b2", parent: "00000000000000b1", "payments", "x", kind: 2, isRunning: true, at: 3),
            ]
        let snapshot = TraceSnapshot.reading(
            lines.joined(separator: "\n"), asOf: Timestamp(nanoseconds: RandomLog.start + 60_000_000_000))
        let trouble = try #require(snapshot.troubles.first)
        #expect(trouble.calls.map(\.outcome) == [.running])
        #expect(trouble.peer == "payments")
    }

    @Test func aSagaThatGoesItsWayIsInNoTrouble() {
        #expect(troubles(step(isRunning: true)).isEmpty)
    }

    @Test func theOrderOfLinesDoesNotMatter() {
        let lines =
            step() + [
                span("00000000000000b1", parent: "00000000000000a2", "orders", "POST", kind: 3, isError: true, at: 2),
                span("00000000000000b2", parent: "00000000000000b1", "payments", "x", kind: 2, isError: true, at: 3),
            ]
        var random = SeededGenerator(seed: 7)
        for _ in 0..<10 { #expect(troubles(lines.shuffled(using: &random)) == troubles(lines)) }
    }

    @Test func whatTheCallerSaysIsReadFromItsLineAsItArrives() async throws {
        let folder = try TempFolder()
        try folder.write(step().joined(separator: "\n") + "\n", to: "trace.jsonl")
        try await EngineRun.on([folder.file("trace.jsonl")]) { run in
            _ = try await run.next { $0.troubles.first?.id == "order-1" }
            let call = span(
                "00000000000000b1", parent: "00000000000000a2", "orders", "POST", kind: 3, isError: true, at: 2,
                attributes: [
                    text("service.peer.name", "payments"), text("circuit_breaker.name", "orders → payments"),
                    text("error.type", "rejected"),
                    #"{"key":"circuit_breaker.rejected","value":{"boolValue":true}}"#,
                ], message: "the breaker is open")
            try folder.append(call + "\n", to: "trace.jsonl")
            let told = try await run.next { $0.troubles.first?.calls.isEmpty == false }
            let found = try #require(told.troubles.first?.calls.first)
            #expect(found.outcome == .rejected)
            #expect(found.peer == "payments")
            #expect(found.breaker == "orders → payments")
            #expect(found.error == "rejected")
            #expect(found.message == "the breaker is open")
        }
    }
}
