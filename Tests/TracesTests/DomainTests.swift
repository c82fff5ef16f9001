import Foundation
import ResilienceTesting
import Testing

@testable import Traces

@Suite struct DomainTests {
    private func sample(_ name: String) throws -> [String] {
        let url = try #require(Bundle.module.url(forResource: "Samples/\(name)", withExtension: "jsonl"))
        let content = try Data(contentsOf: url)
        return content.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func theSamplesSagaIsToldWhole() throws {
        let known = TraceIngest.reading(try sample("otlp-python-sdk")).domain.current()
        #expect(known.sagas.count == 1)
        let saga = try #require(known.sagas.first)
        #expect(saga.id == "ord-7f3a91")
        #expect(saga.name == "checkout")
        #expect(saga.service == "orders")
        #expect(saga.status == "compensated")
        #expect(saga.ended?.nanoseconds == 1_795_479_332_964_071_178)
        #expect(saga.steps.map(\.name) == ["reserve-stock", "charge-card", "create-shipment"])
        #expect(saga.steps.map(\.state) == [.compensated, .compensated, .failed])
        #expect(saga.steps.map(\.index) == [0, 1, 2])
        #expect(saga.traces == [try #require(TraceID("fb9224c34a33a8529bb5f2165b2b3e08"))])
        let breaker = try #require(known.breakers.first { $0.id.name == "shipping-client" })
        #expect(breaker.state == .open)
        #expect(breaker.failureRate == 62.5)
        #expect(breaker.id.instance == "orders-1")
    }

    @Test func processesOfOneNameInTwoNamespacesHaveABreakerEach() {
        func line(_ namespace: String, _ state: String, _ second: Int) -> String {
            let attributes = ["service.namespace": namespace, "service.name": "orders", "service.instance.id": "1"]
            let resource = attributes.map { #"{"key":"\#($0)","value":{"stringValue":"\#($1)"}}"# }
            let change = ["circuit_breaker.name": "payments", "circuit_breaker.state": state]
            let told = change.map { #"{"key":"\#($0)","value":{"stringValue":"\#($1)"}}"# }
            return #"{"resourceLogs":[{"resource":{"attributes":[\#(resource.joined(separator: ","))]},"scopeLogs":"#
                + #"[{"logRecords":[{"timeUnixNano":"179547933\#(second)000000000","#
                + #""eventName":"circuit_breaker.state_changed","#
                + #""attributes":[\#(told.joined(separator: ","))]}]}]}]}"#
        }
        let log = TraceIngest.reading([
            line("green", "open", 1), line("blue", "closed", 2), line("green", "half_open", 3),
        ])
        let breakers = log.domain.current().breakers
        #expect(breakers.map(\.id.namespace) == ["blue", "green"])
        #expect(breakers.map(\.state) == [.closed, .halfOpen])
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func theOrderOfLinesDoesNotMatter(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let lines = try sample("otlp-python-sdk")
        let first = TraceIngest.reading(lines).domain.current()
        let second = TraceIngest.reading(lines.shuffled(using: &random)).domain.current()
        #expect(first.sagas == second.sagas)
        #expect(first.changes == second.changes)
        #expect(first.breakers == second.breakers)
    }

    @Test func spansAloneTellTheSagaToo() throws {
        let spans = try sample("otlp-python-sdk").filter { $0.hasPrefix(#"{"resourceSpans"#) }
        let saga = try #require(TraceIngest.reading(spans).domain.current().sagas.first)
        #expect(saga.status == "compensated")
        #expect(saga.steps.map(\.state) == [.compensated, .compensated, .failed])
        #expect(saga.name == "checkout")
    }

    @Test func logRecordsAloneTellItToo() throws {
        let logs = try sample("otlp-python-sdk").filter { $0.hasPrefix(#"{"resourceLogs"#) }
        let saga = try #require(TraceIngest.reading(logs).domain.current().sagas.first)
        #expect(saga.status == "compensated")
        #expect(saga.steps.map(\.state) == [.compensated, .compensated, .failed])
    }

    @Test func temporalsWorkflowsAreSagasByTheirMapping() throws {
        let mapping = TraceMapping(
            sagaSpans: ["RunWorkflow:*"], stepSpans: ["RunActivity:*"],
            compensationSpans: ["RunActivity:refund_*", "RunActivity:release_*"], sagaID: ["temporalWorkflowID"])
        let ingest = TraceIngest.reading(try sample("otlp-temporal-python"), mapping: mapping)
        let saga = try #require(ingest.domain.current().sagas.first)
        #expect(ingest.domain.current().sagas.count == 1)
        #expect(saga.name == "CheckoutSaga")
        #expect(saga.steps.map(\.name) == ["reserve_stock", "charge_card", "create_shipment", "card", "stock"])
        #expect(saga.steps.map(\.state) == [.succeeded, .succeeded, .failed, .compensated, .compensated])
        #expect(ingest.store.names.names[ingest.store.traces[0].saga] == saga.id)
    }

    private func event(_ name: String, _ attributes: String, time: UInt64 = 0, asLog: Bool) -> String {
        let stamp = RandomLog.start + time * 1_000_000
        let resource = #""resource":{"attributes":[{"key":"service.name","value":{"stringValue":"orders"}}]}"#
        if asLog {
            return
                #"{"resourceLogs":[{\#(resource),"scopeLogs":[{"logRecords":[{"timeUnixNano":"\#(stamp)","eventName":"\#(name)","attributes":[\#(attributes)]}]}]}]}"#
        }
        return
            #"{"resourceSpans":[{\#(resource),"scopeSpans":[{"spans":[{"traceId":"\#(String(repeating: "d", count: 32))","spanId":"0000000000000001","name":"any","events":[{"name":"\#(name)","timeUnixNano":"\#(stamp)","attributes":[\#(attributes)]}]}]}]}]}"#
    }

    private func text(_ key: String, _ value: String) -> String {
        #"{"key":"\#(key)","value":{"stringValue":"\#(value)"}}"#
    }

    @Test(arguments: [true, false])
    func eachEventIsReadFromRecordsAndSpanEvents(asLog: Bool) {
        for kind in SagaChange.Kind.allCases {
            let attributes = text("saga.id", "s1") + "," + text("saga.step.name", "pay")
            let changes = TraceIngest.reading([event(kind.rawValue, attributes, asLog: asLog)]).domain.current().changes
            let kinds = changes.compactMap { change -> SagaChange.Kind? in
                if case .saga(let saga) = change.event { saga.kind } else { nil }
            }
            #expect(kinds == [kind])
        }
        let breaker =
            text("circuit_breaker.name", "b") + "," + text("circuit_breaker.state", "half_open")
            + "," + text("circuit_breaker.previous_state", "OPEN")
        let ingest = TraceIngest.reading([event("circuit_breaker.state_changed", breaker, asLog: asLog)])
        #expect(ingest.domain.current().breakers.map(\.state) == [.halfOpen])
        let command =
            text("command.id", "c1") + "," + text("command.kind", "breaker.reset")
            + "," + text("command.state", "succeeded")
        let ended = TraceIngest.reading([event("command.ended", command, asLog: asLog)]).domain.current().changes
        #expect(
            ended.map(\.event) == [
                .command(
                    CommandChange(
                        hasEnded: true, id: "c1", kind: "breaker.reset", target: "", state: "succeeded", actor: ""))
            ])
    }

    @Test func whatARecordAndASpanEventBothTellIsToldOnce() {
        let attributes = text("saga.id", "s1") + "," + text("saga.step.name", "pay")
        let both = [true, false].map { event("saga.step.failed", attributes, asLog: $0) }
        for lines in [both, both.reversed()] {
            #expect(TraceIngest.reading(lines).domain.current().changes.count == 1)
        }
        let breaker = text("circuit_breaker.name", "b") + "," + text("circuit_breaker.state", "open")
        let twice = [true, false].map { event("circuit_breaker.state_changed", breaker, asLog: $0) }
        for lines in [twice, twice.reversed()] {
            let known = TraceIngest.reading(lines).domain.current()
            #expect(known.changes.count == 1)
            #expect(known.breakers.first?.history.count == 1)
        }
    }

    @Test(arguments: [
        ("closed", ObservedBreaker.State.closed), ("HALF_OPEN", .halfOpen), ("half-open", .halfOpen),
        ("HalfOpen", .halfOpen), ("Isolated", .forcedOpen), ("forced open", .forcedOpen), ("disabled", .disabled),
        ("METRICS_ONLY", .metricsOnly), ("broken", nil), ("", nil),
    ])
    func breakerStatesAreReadInAnySpelling(spelling: String, state: ObservedBreaker.State?) {
        #expect(ObservedBreaker.State(spelling: spelling) == state)
    }

    @Test func aSagaWithoutNewsIsStalledNotFailed() throws {
        let attributes = text("saga.id", "s1")
        let saga = try #require(
            TraceIngest.reading([event("saga.started", attributes, time: 5, asLog: true)]).domain.current().sagas.first)
        #expect(saga.status == "running")
        #expect(saga.isStalled(since: Timestamp(nanoseconds: RandomLog.start + 6_000_000)))
        #expect(!saga.isStalled(since: Timestamp(nanoseconds: RandomLog.start + 5_000_000)))
    }

    @Test func aVersionSeenForTheFirstTimeIsAChange() {
        func line(_ version: String, _ start: UInt64) -> String {
            RandomLog.line(
                trace: String(repeating: "e", count: 32), id: "000000000000000\(start)", start: RandomLog.start + start,
                end: RandomLog.start + start
            )
            .replacing(#"{"key":"service.name""#, with: text("service.version", version) + #",{"key":"service.name""#)
        }
        let changes = TraceIngest.reading([line("2", 3), line("1", 1), line("2", 4), line("1", 2)]).domain.current()
            .changes
        #expect(
            changes.map(\.event) == [
                .version(VersionChange(version: "1", previous: nil)),
                .version(VersionChange(version: "2", previous: "1")),
            ])
    }
}
