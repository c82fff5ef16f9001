import Glibc
import Resilience

/// Nanoseconds of processor time that this process has used.
func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
}

/// Nanoseconds of processor time a call, the best of many short rounds: what else the machine does only ever makes them
/// longer, and a round of a few milliseconds is sometimes left in peace.
func nanoseconds(_ name: String, rounds: Int = 150, calls: Int = 50_000, _ body: (Int) async throws -> Void)
    async throws
    -> Double
{
    var best = Double.infinity
    for _ in 0..<rounds {
        let before = processorTime()
        try await body(calls)
        best = min(best, (processorTime() - before) / Double(calls))
    }
    return best
}

func report(_ name: String, _ value: Double, over bare: Double) {
    let tenths = { (number: Double) in (number * 10).rounded() / 10 }
    print("\(name): \(tenths(value)) ns, \(tenths(value - bare)) ns over the bare call")
}

@inline(never)
func work(_ number: Int) async throws -> Int { number &+ 1 }

@Sendable
func through(_ breaker: CircuitBreaker<ContinuousClock>, _ calls: Int) async throws {
    var sum = 0
    for number in 0..<calls { sum &+= try await breaker.execute { try await work(number) } }
    precondition(sum != 1)
}

@Sendable
func through(_ bulkhead: Bulkhead<ContinuousClock>, _ calls: Int) async throws {
    var sum = 0
    for number in 0..<calls { sum &+= try await bulkhead.execute(.critical) { try await work(number) } }
    precondition(sum != 1)
}

let failures = CircuitBreakerRates(minimumCalls: 100, failureRate: 0.5)
let rates = CircuitBreakerRates(minimumCalls: 100, failureRate: 0.5, slowCall: .seconds(1), slowCallRate: 0.5)
let policies: [(String, CircuitBreakerPolicy)] = [
    ("breaker, consecutive failures", .standard),
    ("breaker, window of 100 calls", CircuitBreakerPolicy(trip: .rates(.calls(100), failures))),
    ("breaker, window of 100 calls, slow calls too", CircuitBreakerPolicy(trip: .rates(.calls(100), rates))),
    ("breaker, window of 60 s", CircuitBreakerPolicy(trip: .rates(.time(.seconds(60)), failures))),
    ("breaker, window of 60 s, slow calls too", CircuitBreakerPolicy(trip: .rates(.time(.seconds(60)), rates))),
]

report(
    "reading the clock",
    try await nanoseconds("clock") { calls in
        var last = ContinuousClock.now
        for _ in 0..<calls { last = max(last, ContinuousClock.now) }
        precondition(last <= ContinuousClock.now)
    },
    over: 0)

let bare = try await nanoseconds("bare") { calls in
    var sum = 0
    for number in 0..<calls { sum &+= try await work(number) }
    precondition(sum != 1)
}
print("bare call: \((bare * 10).rounded() / 10) ns")

for (name, policy) in policies {
    let breaker = CircuitBreaker(name: "bench", policy: policy)
    report("\(name), 1 task", try await nanoseconds(name) { try await through(breaker, $0) }, over: bare)
    let together = try await nanoseconds(name) { calls in
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<2 { group.addTask { try await through(breaker, calls / 2) } }
            try await group.waitForAll()
        }
    }
    report("\(name), 2 tasks at once", together, over: bare)
}

let bulkhead = Bulkhead(name: "bench")
report(
    "bulkhead with room",
    try await nanoseconds("bulkhead") { try await through(bulkhead, $0) },
    over: bare)
