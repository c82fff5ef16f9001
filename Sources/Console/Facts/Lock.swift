import Foundation

/// Why nobody may act on a fact as it is shown: a pure function, asked by every way to act.
enum Lock {
    /// `nil` where a command may be sent, else why not and what would make it possible.
    /// - Parameter name: what the fact is about, as the screen calls it.
    static func reason(_ source: FactSource, revision: Int?, service: String, name: String, at now: Date) -> String? {
        guard source.kind == .reported, revision != nil else {
            return "\(name) is only known from \(origin(source.kind)): acting on it takes an Operations API; "
                + "name it as \"operations\" of \(service) in the config"
        }
        guard source.isStale(at: now) else { return nil }
        let age = source.age(at: now).map { "\(DurationText.age(seconds: $0)) old" } ?? "not known yet"
        return "what is shown of \(name) is \(age), more than three intervals: "
            + "wait until the Operations API of \(service) answers again"
    }

    /// Of a breaker.
    static func reason(_ breaker: KnownBreaker, at now: Date) -> String? {
        reason(breaker.source, revision: breaker.revision, service: breaker.id.service, name: breaker.id.name, at: now)
    }

    /// Of a saga.
    static func reason(_ saga: KnownSaga, at now: Date) -> String? {
        reason(saga.source, revision: saga.revision, service: saga.id.service, name: saga.id.id, at: now)
    }

    private static func origin(_ kind: FactSource.Kind) -> String {
        switch kind {
        case .reported: "an answer without a revision"
        case .health: "a health answer"
        case .observed: "the trace log"
        }
    }
}
