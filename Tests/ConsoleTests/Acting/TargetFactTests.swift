import Foundation
import Operations
import Testing

@testable import Console

/// What is told of a target that has changed since it was seen.
struct TargetFactTests {
    private func saga(
        _ status: SagaSummary.Status = .waiting, _ payment: SagaSummary.StepState = .failed,
        direction: SagaSummary.Direction = .forward, due: TimeInterval? = nil, error: String? = "timeout",
        revision: Int = 14
    ) -> TargetFact {
        let summary = SagaSummary(
            id: "order-7f3a", name: "OrderProcessing", status: status, direction: direction,
            steps: [.init(name: "ReserveInventory", state: .succeeded), .init(name: "ProcessPayment", state: payment)],
            step: 1, startedAt: ago(60), updatedAt: ago(3), due: due.map { testNow + $0 }, lastError: error,
            revision: revision)
        return TargetFact(summary, asOf: testNow, staleAfter: 3)
    }

    @Test func whatASagaDidMeanwhileIsToldInWords() {
        let seen = saga(due: 2)
        #expect(
            seen.difference(to: saga(.compensating, .compensating, direction: .compensate, revision: 16)) == [
                "state: waiting → compensating", "it is being undone now", "ProcessPayment: failed → compensating",
            ])
        #expect(
            seen.difference(to: saga(due: 45, error: "payments: 503", revision: 16)) == [
                "last error: timeout → payments: 503", "next try: in 2 s → in 45 s",
            ])
        #expect(saga(due: -3).difference(to: saga(revision: 15)) == ["next try: 3 s ago → none planned"])
        #expect(
            saga(direction: .compensate).difference(to: saga(revision: 15)) == ["it goes forward again"])
        #expect(seen.difference(to: saga(.running, .running, revision: 15)).last == "ProcessPayment: failed → running")
    }

    @Test func theBareRevisionStandsOnlyWhereNothingElseIsKnown() {
        #expect(saga().difference(to: saga(revision: 15)) == ["revision: 14 → 15"])
        let number = Difference(subject: "revision", expected: "14", actual: "16")
        let state = Difference(subject: "state", actual: "running")
        #expect(Difference.lines([number]) == ["revision: 14 → 16"])
        #expect(Difference.lines([number, state]) == ["state: now running"])
        #expect(
            Difference.lines([number, Difference(subject: "tries of Pay", expected: "2", actual: "3")]) == [
                "tries of Pay: 2 → 3"
            ])
    }

    @Test func whatWasDoneToAReadModelOrABreakerIsTold() {
        func projection(_ generation: Int, _ rebuild: ProjectionReport.Rebuild? = nil) -> TargetFact {
            TargetFact(
                EventWorlds.projection("view", rebuild: rebuild, generation: generation, revision: generation * 2),
                asOf: testNow, staleAfter: 3)
        }
        #expect(projection(1).difference(to: projection(2)) == ["it was made anew or replayed meanwhile"])
        #expect(
            projection(1).difference(to: projection(1, .init(position: 1, target: 4))) == [
                "events are being read into it again"
            ])
        var held = ActingWorlds.fact("FORCED_OPEN")
        held.override = "1"
        var other = ActingWorlds.fact("FORCED_OPEN", revision: 8)
        other.override = "2"
        #expect(held.difference(to: other) == ["another override holds it"])
    }

    @Test func aReplayThatIsOverBeforeAnybodyLooksIsSeen() {
        func subscription(_ generation: Int, _ rebuild: ProjectionReport.Rebuild? = nil) -> TargetFact {
            TargetFact(
                EventWorlds.projection(
                    "view", rebuild: rebuild, generation: generation, kind: .subscription, replayable: true,
                    revision: generation * 2 + (rebuild == nil ? 0 : 1)),
                asOf: testNow, staleAfter: 3)
        }
        let expectation = Expectation(
            of: ActingWorlds.intent(.eventsReplay, "view", shown: subscription(3)), by: "1")
        #expect(expectation.sentence(for: subscription(3)) == nil)
        #expect(expectation.sentence(for: subscription(4)) == "view has taken the events in again, up to position 4")
        #expect(
            expectation.sentence(for: subscription(4, .init(position: 1, target: 4)))
                == "view is taking the events in again")
    }
}
