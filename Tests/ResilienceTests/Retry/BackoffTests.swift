import Resilience
import ResilienceTesting
import Testing

struct BackoffTests {
    @Test(arguments: [(0, 100), (1, 100), (2, 200), (4, 800), (7, 6_400), (8, 10_000), (5_000, 10_000)])
    func theCeilingDoublesUpToTheLimit(attempt: Int, milliseconds: Int) {
        #expect(Backoff().ceiling(afterAttempt: attempt) == .milliseconds(milliseconds))
    }

    @Test func theDelayLiesAnywhereBetweenZeroAndTheCeiling() {
        let jitter = JitterSource.seeded(7)
        let delays = (0..<1_000).map { _ in Backoff().delay(afterAttempt: 3, jitter: jitter) }
        #expect(delays.allSatisfy { $0 >= .zero && $0 <= .milliseconds(400) })
        #expect(delays.contains { $0 < .milliseconds(40) } && delays.contains { $0 > .milliseconds(360) })
        #expect(Set(delays).count > 990)
    }

    @Test func theSameSeedGivesTheSameDelays() {
        let (one, other) = (JitterSource.seeded(42), JitterSource.seeded(42))
        for attempt in 1..<50 {
            #expect(
                Backoff().delay(afterAttempt: attempt, jitter: one)
                    == Backoff().delay(afterAttempt: attempt, jitter: other))
        }
    }

    @Test func extremesNeitherTrapNorExceedTheLimit() {
        let wild = Backoff(initial: .seconds(Int64.max / 2), factor: .infinity, limit: .seconds(60))
        for attempt in [Int.min, -1, 0, 1, 2, Int.max] {
            #expect(wild.ceiling(afterAttempt: attempt) == .seconds(60))
        }
        #expect(Backoff(initial: .zero).delay(afterAttempt: 9, jitter: .system) == .zero)
    }
}
