/// Reads changes out of what the reader found worth a closer look: log records and span events by their names, spans by
/// their attributes or by a mapping.
struct DomainFacts: Sendable {
    /// A change with what decides between two tellings of the same one.
    struct Fact: Sendable, Equatable {
        var change: DomainChange
        var origin: DomainRecord.Origin
        /// Orders equal times: where the line stands.
        var place: LinePlace
        /// The span that told it has failed, and nothing else says how its saga ended.
        var isFailure = false
    }

    private let mapping: TraceMapping
    private let sagaSpans: [NamePattern]
    private let stepSpans: [NamePattern]
    private let compensationSpans: [NamePattern]

    init(_ mapping: TraceMapping) {
        self.mapping = mapping
        sagaSpans = mapping.sagaSpans.map { NamePattern($0) }
        stepSpans = mapping.stepSpans.map { NamePattern($0) }
        compensationSpans = mapping.compensationSpans.map { NamePattern($0) }
    }

    /// What a record says; most often one change, of a span up to two.
    func facts(_ record: DomainRecord, place: LinePlace) -> [Fact] {
        record.origin == .span ? spanFacts(record, place) : eventFacts(record, place)
    }

    /// The breaker that refused the call that a span tells of.
    func rejection(_ record: DomainRecord) -> ObservedBreaker.ID? {
        guard record.origin == .span, record.attributes["circuit_breaker.rejected"] == .bool(true) else { return nil }
        let name = record.attributes.first(of: ["circuit_breaker.name"] + mapping.breakerName)
        return name.isEmpty
            ? nil
            : ObservedBreaker.ID(
                namespace: record.namespace, service: record.service, instance: record.instance, name: name)
    }

    private func fact(_ record: DomainRecord, _ place: LinePlace, time: UInt64, _ event: DomainChange.Event) -> Fact {
        Fact(
            change: DomainChange(
                time: Timestamp(nanoseconds: time), namespace: record.namespace, service: record.service,
                instance: record.instance, trace: record.trace, span: record.span, event: event),
            origin: record.origin, place: place)
    }

    private func eventFacts(_ record: DomainRecord, _ place: LinePlace) -> [Fact] {
        let attributes = record.attributes
        switch record.name {
        case "circuit_breaker.state_changed":
            return breaker(attributes).map { [fact(record, place, time: record.time, .breaker($0))] } ?? []
        case "command.accepted", "command.ended":
            let command = CommandChange(
                hasEnded: record.name == "command.ended", id: attributes.text("command.id"),
                kind: attributes.text("command.kind"), target: attributes.text("command.target"),
                state: attributes.text("command.state").lowercased(), actor: attributes.text("command.actor"))
            return [fact(record, place, time: record.time, .command(command))]
        default:
            guard let kind = SagaChange.Kind(eventName: record.name), let saga = saga(record, kind) else { return [] }
            return [fact(record, place, time: record.time, .saga(saga))]
        }
    }

    private func spanFacts(_ record: DomainRecord, _ place: LinePlace) -> [Fact] {
        var facts: [Fact] = []
        if let breaker = breaker(record.attributes) {
            facts.append(fact(record, place, time: record.time, .breaker(breaker)))
        }
        guard let shape = shape(record) else { return facts }
        let isFailed = record.status == .error
        if let saga = saga(record, shape.start, captured: shape.captured, isCompensation: shape.isCompensation) {
            facts.append(fact(record, place, time: record.time, .saga(saga)))
        }
        if record.end != 0,
            let saga = saga(
                record, shape.end(isFailed), captured: shape.captured, isCompensation: shape.isCompensation)
        {
            var end = fact(record, place, time: record.end, .saga(saga))
            end.isFailure = isFailed
            facts.append(end)
        }
        return facts
    }

    /// What a span is in a saga's life.
    private struct Shape {
        var isStep: Bool
        var isCompensation: Bool
        var captured: String

        var start: SagaChange.Kind { isStep ? .stepStarted : .started }

        func end(_ isFailed: Bool) -> SagaChange.Kind {
            switch (isStep, isCompensation) {
            case (false, _): .ended
            case (true, false): isFailed ? .stepFailed : .stepSucceeded
            case (true, true): isFailed ? .stepCompensationFailed : .stepCompensated
            }
        }
    }

    private func shape(_ record: DomainRecord) -> Shape? {
        let isBackwards = record.attributes.text("saga.step.action").lowercased() == "compensate"
        for pattern in compensationSpans {
            if let name = pattern.capture(in: record.name) {
                return Shape(isStep: true, isCompensation: true, captured: name)
            }
        }
        for pattern in stepSpans {
            if let name = pattern.capture(in: record.name) {
                return Shape(isStep: true, isCompensation: isBackwards, captured: name)
            }
        }
        for pattern in sagaSpans {
            if let name = pattern.capture(in: record.name) {
                return Shape(isStep: false, isCompensation: false, captured: name)
            }
        }
        guard record.attributes["saga.id"] != nil else { return nil }
        if record.name.hasPrefix("saga.step ") {
            let name = String(record.name.dropFirst("saga.step ".utf8.count))
            return Shape(isStep: true, isCompensation: isBackwards, captured: name)
        }
        guard record.name.hasPrefix("saga ") else { return nil }
        return Shape(isStep: false, isCompensation: false, captured: String(record.name.dropFirst("saga ".utf8.count)))
    }

    private func saga(
        _ record: DomainRecord, _ kind: SagaChange.Kind, captured: String = "", isCompensation: Bool = false
    ) -> SagaChange? {
        let attributes = record.attributes
        var id = attributes.first(of: ["saga.id"] + mapping.sagaID)
        if id.isEmpty { id = record.trace?.description ?? "" }
        guard !id.isEmpty else { return nil }
        var name = attributes.first(of: ["saga.name"] + mapping.sagaName)
        if name.isEmpty, !kind.isOfStep { name = captured }
        var step = attributes.first(of: ["saga.step.name"] + mapping.stepName)
        if step.isEmpty { step = captured }
        return SagaChange(
            kind: kind, id: id, name: name, step: kind.isOfStep ? step : nil,
            stepIndex: kind.isOfStep ? attributes.int("saga.step.index") : nil,
            stepCount: attributes.int("saga.step.count"), attempt: attributes.int("saga.step.attempt"),
            isCompensation: isCompensation || attributes.text("saga.step.action").lowercased() == "compensate",
            status: attributes.text("saga.status").lowercased(), error: attributes.text("error.type"))
    }

    private func breaker(_ attributes: [Attribute]) -> BreakerChange? {
        let name = attributes.first(of: ["circuit_breaker.name"] + mapping.breakerName)
        let state = attributes.first(of: ["circuit_breaker.state"] + mapping.breakerState)
        guard !name.isEmpty, let state = ObservedBreaker.State(spelling: state) else { return nil }
        return BreakerChange(
            name: name, state: state,
            previous: ObservedBreaker.State(spelling: attributes.text("circuit_breaker.previous_state")),
            reason: attributes.text("circuit_breaker.reason"),
            failureRate: attributes.double("circuit_breaker.failure_rate"),
            slowCallRate: attributes.double("circuit_breaker.slow_call_rate"))
    }
}

extension SagaChange.Kind {
    /// The kind of an event's name; `saga.step.completed` is an older name that means the same as `succeeded`.
    init?(eventName: String) {
        if eventName == "saga.step.completed" { self = .stepSucceeded } else { self.init(rawValue: eventName) }
    }

    /// It tells of one step rather than of the whole saga.
    var isOfStep: Bool {
        switch self {
        case .started, .compensating, .ended: false
        default: true
        }
    }
}

extension [Attribute] {
    /// A text, or the number or truth value written as one; empty when there is none.
    fileprivate func text(_ key: String) -> String {
        switch self[key] {
        case .string(let text): text
        case .int(let int): String(int)
        case .bool(let bool): String(bool)
        case .double(let double): String(double)
        default: ""
        }
    }

    /// The first of several that says something.
    fileprivate func first(of keys: [String]) -> String {
        for key in keys {
            let text = text(key)
            if !text.isEmpty { return text }
        }
        return ""
    }

    fileprivate func int(_ key: String) -> Int? {
        switch self[key] {
        case .int(let int): Int(exactly: int)
        case .double(let double): Int(exactly: double)
        case .string(let text): Int(text)
        default: nil
        }
    }

    fileprivate func double(_ key: String) -> Double? {
        switch self[key] {
        case .double(let double): double.isFinite ? double : nil
        case .int(let int): Double(int)
        case .string(let text): Double(text)
        default: nil
        }
    }
}
