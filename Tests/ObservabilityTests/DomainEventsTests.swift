import Testing
import Tracing

@testable import Observability

struct DomainEventsTests {
    private static let saga = DomainEvent.Saga(id: "order-1", name: "OrderProcessing", stepCount: 4)
    private static let step = DomainEvent.Step(name: "ProcessPayment", index: 1, attempt: 2)
    private static let command = DomainEvent.Command(
        id: "c-1", kind: "breaker.reset", target: "payments", actor: "ada", reason: "it is well again")
    private static let change = DomainEvent.BreakerChange(
        name: "orders → payments", from: .closed, to: .halfOpen, reason: "trial", failureRate: 62.5)

    static let all: [(DomainEvent, String)] = [
        (.sagaStarted(saga), "saga.started"),
        (.sagaCompensating(saga, reason: "declined"), "saga.compensating"),
        (.sagaEnded(saga, .needsAttention), "saga.ended"),
        (.stepStarted(saga, step), "saga.step.started"),
        (.stepSucceeded(saga, step), "saga.step.succeeded"),
        (.stepFailed(saga, step, errorType: "timeout", message: "no answer"), "saga.step.failed"),
        (.stepSkipped(saga, step), "saga.step.skipped"),
        (.stepCompensated(saga, step), "saga.step.compensated"),
        (
            .stepCompensationFailed(saga, step, errorType: "timeout", message: "no answer"),
            "saga.step.compensation_failed"
        ),
        (.breakerStateChanged(change), "circuit_breaker.state_changed"),
        (.commandAccepted(command), "command.accepted"),
        (.commandEnded(command, state: "refused"), "command.ended"),
    ]

    @Test(arguments: all.indices)
    func everyEventIsALogRecordAndAnEventOfTheRunningSpanWithTheSameAttributes(index: Int) async throws {
        let (event, name) = Self.all[index]
        let test = try TestLog()
        let events = DomainEvents(log: test.log, now: { 42_000_000_000 })
        test.tracer().withSpan("work") { _ in events.record(event) }
        await test.log.flush()
        let record = try #require(try test.logRecords().first)
        let span = try #require(try test.spans().first)
        #expect(record["eventName"] as? String == name)
        #expect(record["timeUnixNano"] as? String == "42000000000")
        #expect(record["traceId"] as? String == span["traceId"] as? String)
        #expect(record["spanId"] as? String == span["spanId"] as? String)
        let spanEvent = try #require((span["events"] as? [[String: Any]])?.first)
        #expect(spanEvent["name"] as? String == name)
        #expect(texts(spanEvent) == texts(record))
        #expect(attributes(record).count == attributes(spanEvent).count)
    }

    @Test func stepsCarryTheVocabularyOfTheTraceLog() async throws {
        let test = try TestLog()
        DomainEvents(log: test.log).record(
            .stepFailed(Self.saga, Self.step, errorType: "timeout", message: "no answer"))
        await test.log.flush()
        let record = try #require(try test.logRecords().first)
        #expect(
            texts(record) == [
                "saga.id": "order-1", "saga.name": "OrderProcessing", "saga.step.name": "ProcessPayment",
                "saga.step.action": "forward", "error.type": "timeout", "error.message": "no answer",
            ])
        #expect(attributes(record)["saga.step.index"]?["intValue"] as? String == "1")
        #expect(attributes(record)["saga.step.count"]?["intValue"] as? String == "4")
        #expect(attributes(record)["saga.step.attempt"]?["intValue"] as? String == "2")
        #expect(record["traceId"] == nil)
        #expect(record["severityNumber"] as? Int == 13)
    }

    @Test func breakersAreWrittenInLowerCaseWithPercentages() async throws {
        let test = try TestLog()
        DomainEvents(log: test.log).record(.breakerStateChanged(Self.change))
        await test.log.flush()
        let record = try #require(try test.logRecords().first)
        #expect(texts(record)["circuit_breaker.state"] == "half_open")
        #expect(texts(record)["circuit_breaker.previous_state"] == "closed")
        #expect(attributes(record)["circuit_breaker.failure_rate"]?["doubleValue"] as? Double == 62.5)
        #expect(attributes(record)["circuit_breaker.slow_call_rate"] == nil)
    }

    @Test func aSagaIsSeenEvenWhenItsTraceIsNotRecorded() async throws {
        let test = try TestLog()
        let events = DomainEvents(log: test.log)
        test.tracer(sampler: .never).withSpan("work") { _ in events.record(.sagaStarted(Self.saga)) }
        await test.log.flush()
        #expect(try test.logRecords().count == 1)
        #expect(try test.spans().isEmpty)
    }
}
