import Resilience
import ResilienceTesting
import Testing

private struct Broken: Error, Equatable { var attempt: Int }

struct RetryTests {
    let clock = ManualClock()
    let policy = RetryPolicy(attempts: 3, backoff: Backoff(initial: .seconds(1)))

    @Test func triesUntilItWorksAndWaitsInBetween() async throws {
        let task = Task { [clock, policy] in
            try await withRetries(policy, clock: clock, jitter: .none) { attempt in
                if attempt < 3 { throw Broken(attempt: attempt) }
                return attempt
            }
        }
        await clock.waitForSleepers()
        #expect(clock.advanceToNextSleeper() == .seconds(1))
        await clock.waitForSleepers()
        #expect(clock.advanceToNextSleeper() == .seconds(2))
        #expect(try await task.value == 3)
    }

    @Test func theLastErrorIsThrownWhenTheTriesAreUsedUp() async {
        let policy = RetryPolicy(attempts: 3, backoff: Backoff(initial: .zero))
        await #expect(throws: Broken(attempt: 3)) {
            try await withRetries(policy, clock: clock) { throw Broken(attempt: $0) }
        }
    }

    @Test func anErrorThatIsNotWorthItIsNotRetried() async {
        await #expect(throws: Broken(attempt: 1)) {
            try await withRetries(policy, clock: clock, worthRetrying: { !($0 is Broken) }) {
                throw Broken(attempt: $0)
            }
        }
    }

    @Test func noWaitReachesPastTheDeadline() async {
        await #expect(throws: Broken(attempt: 1)) {
            try await Deadline.within(.milliseconds(900)) {
                try await withRetries(policy, clock: clock, jitter: .none) { throw Broken(attempt: $0) }
            }
        }
    }

    @Test func cancellationEndsTheWaiting() async {
        let task = Task { [clock, policy] in
            try await withRetries(policy, clock: clock, jitter: .none) { throw Broken(attempt: $0) }
        }
        await clock.waitForSleepers()
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func somethingThatTakesTooLongIsCancelled() async {
        let cancelled = Shared(false)
        let task = Task { [clock] in
            try await withTimeout(.seconds(3), clock: clock) {
                do { try await clock.sleep(for: .seconds(100)) } catch {
                    cancelled.change { $0 = true }
                    throw error
                }
            }
        }
        await clock.waitForSleepers(2)
        clock.advance(by: .seconds(3))
        await #expect(throws: TimedOut(limit: .seconds(3))) { try await task.value }
        #expect(cancelled.value)
    }

    @Test func whatIsDoneInTimeIsReturned() async throws {
        #expect(try await withTimeout(.seconds(3), clock: clock) { 5 } == 5)
        await #expect(throws: Broken.self) {
            try await withTimeout(.seconds(3), clock: clock) { throw Broken(attempt: 1) }
        }
    }
}
