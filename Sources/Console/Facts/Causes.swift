import Foundation
import Operations
import Probes
import Traces

/// Finds out why sagas do not go on: saga → step → call → breaker or bulkhead → health. A pure function of what is known.
struct Causes: Sendable {
    let board: BreakerBoard
    /// What services report of their bulkheads.
    let bulkheads: [(service: String, reports: [BulkheadReport])]
    let probes: ProbeSnapshot
    /// What holds a saga up, as the spans of its traces tell, by its id.
    let troubles: [String: SagaTrouble]
    /// Which service each step calls, as the traces show it.
    let callees: [SagaStepID: String]
    let times: StepTimes
    let now: Date

    /// The chain of a saga that is stuck, needs hands or has failed at its present step; `nil` for others.
    func why(_ saga: KnownSaga) -> Cause? {
        let step = saga.current
        let isHeldUp = saga.isUnderWay && (saga.isStuck(at: now) || !(step?.error ?? "").isEmpty)
        guard saga.status == .needsAttention || isHeldUp else { return nil }
        var links = [sagaLink(saga)]
        guard let step else {
            let reason = saga.reason.isEmpty ? "\(saga.statusWord), and no news since" : saga.reason
            return Cause(links: links, sentence: reason)
        }
        links.append(stepLink(step, of: saga))
        let breaker = breaker(of: step, in: saga)
        let callee = breaker?.target ?? callee(of: step, in: saga)
        if let callee { links.append(callLink(callee, trouble(of: saga, at: step)?.calls.first)) }
        if let breaker { links.append(breakerLink(breaker)) }
        let bulkhead = bulkhead(towards: callee, step, in: saga)
        if let bulkhead { links.append(bulkheadLink(bulkhead)) }
        let status = callee.flatMap(worstEndpoint)
        if let status { links.append(healthLink(status)) }
        let isDown = status.map { $0.health == .unhealthy } ?? false
        return Cause(
            links: links, sentence: sentence(saga, step, breaker, bulkhead, status, callee), callee: callee,
            service: isDown ? callee : nil, breaker: breaker.flatMap { $0.state == .closed ? nil : $0.id })
    }

    // MARK: - What the links are

    /// The breaker that the step's call goes through: the one it names, else the worst of its service towards the same
    /// callee; of a step that says it was refused by a breaker, the only one that is not closed.
    private func breaker(of step: KnownSaga.Step, in saga: KnownSaga) -> KnownBreaker? {
        let own = board.breakers.filter { $0.id.service == saga.id.service }
        func worst(_ breakers: [KnownBreaker]) -> KnownBreaker? {
            breakers.max { BreakerSign($0.state).badness < BreakerSign($1.state).badness }
        }
        if let told = trouble(of: saga, at: step)?.calls.map(\.breaker).first(where: { !$0.isEmpty }),
            let named = worst(own.filter({ $0.id.name == told }))
        {
            return named
        }
        if !step.breaker.isEmpty, let named = worst(own.filter({ $0.id.name == step.breaker })) { return named }
        if let callee = callee(of: step, in: saga), let towards = worst(own.filter({ $0.target == callee })) {
            return towards
        }
        if let named = worst(own.filter({ !step.error.isEmpty && step.error.contains($0.id.name) })) { return named }
        let saysBreaker = step.error.lowercased().contains("circuit") || step.error.lowercased().contains("breaker")
        let open = own.filter { $0.state != .closed }
        return saysBreaker && open.count == 1 ? open.first : nil
    }

    /// The service that the step calls, by its traces, else by what its error says.
    private func callee(of step: KnownSaga.Step, in saga: KnownSaga) -> String? {
        if let peer = trouble(of: saga, at: step)?.peer, !peer.isEmpty { return peer }
        if let callee = callees[SagaStepID(saga: saga.name, step: step.name)] { return callee }
        guard !step.error.isEmpty else { return nil }
        let words = Set(step.error.split { !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "_" }.map(String.init))
        return probes.services.first { $0.name != saga.id.service && words.contains($0.name) }?.name
    }

    /// The bulkhead that lets the step's call wait: a full one towards the callee, or the only full one of a step that
    /// says so.
    private func bulkhead(towards callee: String?, _ step: KnownSaga.Step, in saga: KnownSaga) -> BulkheadReport? {
        let full = bulkheads.lazy.filter { $0.service == saga.id.service }.flatMap(\.reports).filter(\.isFull)
        if let callee, let towards = full.first(where: { $0.name.contains(callee) }) { return towards }
        return step.error.lowercased().contains("bulkhead") && full.count == 1 ? full.first : nil
    }

    private func trouble(of saga: KnownSaga, at step: KnownSaga.Step) -> SagaTrouble? {
        troubles[saga.id.id].flatMap { $0.step.name == step.name ? $0 : nil }
    }

    private func worstEndpoint(of service: String) -> EndpointStatus? {
        probes.endpoints.lazy.filter { $0.service == service }.max { $0.health < $1.health }
    }

    // MARK: - Their words

    private func age(_ since: Date?) -> String {
        since.map { " \(DurationText.age(seconds: now.timeIntervalSince($0)))" } ?? ""
    }

    private func sagaLink(_ saga: KnownSaga) -> Cause.Link {
        let words = saga.isStuck(at: now) ? "\(saga.statusWord), stuck\(age(saga.progressed))" : saga.statusWord
        return Cause.Link(kind: .saga, name: saga.id.id, words: words, isBad: true)
    }

    private func stepLink(_ step: KnownSaga.Step, of saga: KnownSaga) -> Cause.Link {
        var words = step.state.rawValue
        if let started = step.started, step.ended == nil { words += age(started) }
        let attempts = max(step.attempts, step.compensationAttempts)
        if attempts > 1 { words += ", attempt \(attempts)" }
        if !step.error.isEmpty { words += ": \(step.error)" }
        return Cause.Link(kind: .step, name: step.name, words: words, isBad: true)
    }

    private func callLink(_ callee: String, _ call: SagaTrouble.Call?) -> Cause.Link {
        guard let call else { return Cause.Link(kind: .call, name: callee, words: "is what it calls", isBad: false) }
        var words = call.outcome.rawValue
        for more in [call.operation, call.error, call.message] where !more.isEmpty { words += ", \(more)" }
        return Cause.Link(kind: .call, name: callee, words: words, isBad: call.outcome != .running)
    }

    private func breakerLink(_ breaker: KnownBreaker) -> Cause.Link {
        var words = BreakerSign(breaker.state).word + age(breaker.since)
        if !breaker.reason.isEmpty, breaker.state != .closed { words += ": \(breaker.reason)" }
        let facts = BreakerWords(breaker, now: now)
        if let override = facts.override { words += ", set \(override)" }
        if let trial = facts.nextTrial { words += ", next trial \(trial)" }
        if breaker.source.isStale(at: now) { words += " (stale)" }
        return Cause.Link(kind: .breaker, name: breaker.id.name, words: words, isBad: breaker.state != .closed)
    }

    private func bulkheadLink(_ bulkhead: BulkheadReport) -> Cause.Link {
        let waiting = bulkhead.tiers.reduce(0) { $0 + $1.waiting }
        return Cause.Link(
            kind: .bulkhead, name: bulkhead.name,
            words: "full: \(bulkhead.inUse) of \(bulkhead.capacity) run, \(waiting) wait", isBad: true)
    }

    private func healthLink(_ status: EndpointStatus) -> Cause.Link {
        var words = status.isStale(at: now) ? "stale, before: \(status.health.rawValue)" : status.health.rawValue
        words += age(status.since)
        if status.health != .healthy { words += ": \(status.reason)" }
        return Cause.Link(kind: .health, name: status.service, words: words, isBad: status.health != .healthy)
    }

    /// `at ProcessPayment (p99 0.4 s) because orders → payments is OPEN and payments is unhealthy`.
    private func sentence(
        _ saga: KnownSaga, _ step: KnownSaga.Step, _ breaker: KnownBreaker?, _ bulkhead: BulkheadReport?,
        _ status: EndpointStatus?, _ callee: String?
    ) -> String {
        var text = "at \(step.name)"
        if let p99 = times.p99(saga: saga.name, step: step.name) {
            text += " (p99 \(DurationText.short(seconds: p99)))"
        }
        var reasons: [String] = []
        if let breaker, breaker.state != .closed {
            reasons.append("\(breaker.id.name) is \(BreakerSign(breaker.state).word)")
        }
        if let bulkhead { reasons.append("the bulkhead \(bulkhead.name) is full") }
        if let status, status.health == .unhealthy || status.health == .degraded {
            reasons.append("\(status.service) is \(status.health.rawValue)")
        }
        if !reasons.isEmpty { return text + " because " + reasons.joined(separator: " and ") }
        if !step.error.isEmpty { return "\(text): \(step.error)" }
        if let callee { return "\(text), waiting for \(callee)" }
        return saga.reason.isEmpty ? text : "\(text): \(saga.reason)"
    }
}

extension BulkheadReport {
    /// Whoever comes now has to wait, or is turned away.
    fileprivate var isFull: Bool {
        inUse >= capacity || tiers.contains { $0.waiting > 0 || ($0.limit > 0 && $0.inUse >= $0.limit) }
    }
}
