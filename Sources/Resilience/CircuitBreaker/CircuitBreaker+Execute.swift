import Synchronization

extension CircuitBreaker {
    /// Makes a call, if the breaker lets it pass, and learns from what becomes of it.
    ///
    /// - Parameters:
    ///   - judge: for answers that are failures without an error being thrown, an HTTP 500 say.
    ///   - operation: the call.
    /// - Throws: ``CircuitBreakerOpen`` without calling; otherwise what the call throws.
    @inlinable
    public func execute<Value>(
        isolation: isolated (any Actor)? = #isolation,
        judging judge: ((Value) -> CallVerdict)? = nil,
        _ operation: () async throws -> Value
    ) async throws -> Value {
        let ticket = try admit()
        let start = countsSlowCalls ? stopwatch.exact() : 0
        do {
            let value = try await operation()
            if let verdict = judge?(value), verdict != .success {
                record(verdict, of: ticket, since: start)
            } else {
                recordSuccess(of: ticket, since: start)
            }
            return value
        } catch {
            record(Task.isCancelled ? .ignored : classifier.verdict(on: error), of: ticket, since: start)
            throw error
        }
    }

    @inlinable
    func admit() throws(CircuitBreakerOpen) -> CallTicket {
        let gate = Gate(word: self.gate.load(ordering: .acquiring))
        if gate.letsCallsPass { return CallTicket(revision: gate.revision) }
        return try askForAdmission()
    }

    @inlinable
    func recordSuccess(of ticket: CallTicket, since start: Int64) {
        if Gate(word: gate.load(ordering: .acquiring)).onlyCounts(ticket), wasQuick(since: start) {
            quickSuccesses.increment()
        } else {
            record(.success, of: ticket, since: start)
        }
    }

    /// Whether a call that ends now was certainly not slow and certainly ends in the present stretch of the window.
    @inlinable
    func wasQuick(since start: Int64) -> Bool {
        let until = quickUntil.load(ordering: .relaxed)
        guard countsSlowCalls || until != .max else { return true }
        let latest = stopwatch.rough() &+ stopwatch.roughness
        return latest < until && (!countsSlowCalls || latest &- start < slowCall)
    }

    @usableFromInline
    func askForAdmission() throws(CircuitBreakerOpen) -> CallTicket {
        switch step({ machine, now in machine.admit(at: now) }) {
        case .admitted(let ticket): return ticket
        case .rejected(let state, let retryAfter):
            throw CircuitBreakerOpen(breaker: name, state: state, retryAfter: retryAfter)
        }
    }

    @usableFromInline
    func record(_ verdict: CallVerdict, of ticket: CallTicket, since start: Int64) {
        let slow = countsSlowCalls && stopwatch.exact() &- start >= slowCall
        step { machine, now in
            machine.record(verdict, slow: slow, of: ticket, at: now)
        }
    }
}
