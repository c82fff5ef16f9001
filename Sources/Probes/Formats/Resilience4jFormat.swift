import Foundation

/// resilience4j's breakers: `/actuator/circuitbreakers` and the component inside Spring's health (formats.md 2.3, 2.4).
enum Resilience4jFormat {
    /// `{"circuitBreakers":{name:{…,"state"}}}`; 1.x answered a list of names only.
    static func read(_ value: JSONValue) -> BodyReading? {
        if let members = value["circuitBreakers"]?.object {
            let breakers = members.prefix(AnsweredCheck.limit).map { member in
                breaker(member.key, member.value)
                    ?? ReportedBreaker(name: HarmlessText.line(member.key, limit: 120), state: .unknown)
            }
            return reading(of: breakers)
        }
        if let names = value["circuitBreakers"]?.array {
            let breakers = names.prefix(AnsweredCheck.limit).compactMap(\.string).map {
                ReportedBreaker(name: HarmlessText.line($0, limit: 120), state: .unknown)
            }
            return reading(of: breakers)
        }
        return nil
    }

    private static func reading(of breakers: [ReportedBreaker]) -> BodyReading {
        let checks = breakers.map { AnsweredCheck(name: $0.name, health: $0.health, detail: $0.sentence) }
        // A service with open breakers answers, so it is never worse than degraded for them.
        let derived: Health = breakers.contains { $0.health == .degraded } ? .degraded : .healthy
        return BodyReading(.resilience4j, derived: derived, checks: checks, breakers: breakers)
    }

    /// The breaker that these details tell of; nil when they have no `state` and no rates, so are no breaker's.
    static func breaker(_ name: String, _ details: JSONValue?) -> ReportedBreaker? {
        guard let details, let state = details["state"]?.string,
            details["failureRate"] != nil || details["bufferedCalls"] != nil
        else { return nil }
        return ReportedBreaker(
            name: HarmlessText.line(name, limit: 120), state: ReportedBreaker.State(word: state),
            failureRate: rate(details["failureRate"]), slowCallRate: rate(details["slowCallRate"]),
            failureRateThreshold: rate(details["failureRateThreshold"]),
            slowCallRateThreshold: rate(details["slowCallRateThreshold"]),
            bufferedCalls: count(details["bufferedCalls"]), failedCalls: count(details["failedCalls"]),
            slowCalls: count(details["slowCalls"]), notPermittedCalls: count(details["notPermittedCalls"]))
    }

    /// `"62.5%"`, `"1.0E-4%"`, `62.5`; nil for −1 (too few calls), `NaN%` and what is no percentage.
    static func rate(_ value: JSONValue?) -> Double? {
        let number: Double?
        if case .string(let text) = value {
            let trimmed = text.filter { $0 != " " }
            number = Double(trimmed.hasSuffix("%") ? String(trimmed.dropLast()) : trimmed)
        } else {
            number = value?.double
        }
        guard let number, (0...100).contains(number) else { return nil }
        return number
    }

    private static func count(_ value: JSONValue?) -> Int? { value?.int.flatMap { $0 < 0 ? nil : $0 } }
}

extension ReportedBreaker.State {
    /// The state for a word in any library's spelling: `HALF_OPEN`, `half-open`, `halfOpen`, `Isolated`.
    public init(word: String) {
        switch word.lowercased().filter({ $0.isLetter }) {
        case "closed": self = .closed
        case "open", "opened": self = .open
        case "halfopen": self = .halfOpen
        case "forcedopen", "isolated": self = .forcedOpen
        case "disabled": self = .disabled
        case "metricsonly": self = .metricsOnly
        default: self = .unknown
        }
    }
}

extension ReportedBreaker {
    /// What the breaker's state means for the service it stands in.
    var health: Health {
        switch state {
        case .closed: .healthy
        case .open, .halfOpen, .forcedOpen: .degraded
        case .disabled, .metricsOnly, .unknown: .unknown
        }
    }

    /// `OPEN, 62.5 % of 50 calls failed (limit 50 %)`.
    var sentence: String {
        var sentence = state.rawValue
        if let failureRate {
            sentence += ", \(Self.percent(failureRate))"
            sentence += bufferedCalls.map { " of \($0) calls failed" } ?? " failed"
        } else if state != .unknown {
            sentence += ", failure rate n/a"
        }
        if let failureRateThreshold { sentence += " (limit \(Self.percent(failureRateThreshold)))" }
        if let notPermittedCalls, notPermittedCalls > 0 { sentence += ", \(notPermittedCalls) refused" }
        return sentence
    }

    private static func percent(_ value: Double) -> String {
        let tenths = (value * 10).rounded() / 10
        return tenths == tenths.rounded() ? "\(Int(tenths)) %" : "\(tenths) %"
    }
}
