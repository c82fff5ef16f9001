import Resilience

/// Asks a dashboard's sources side by side, none longer than the deadline.
struct DashboardCall: Sendable {
    /// When the answer has to be there.
    let deadline: Duration
    let clock: any Clock<Duration>

    /// A part, or why there is none.
    enum Outcome<Value: Sendable>: Sendable {
        case here(Value)
        case missing(MissingPart)

        var value: Value? {
            if case .here(let value) = self { value } else { nil }
        }

        var missing: MissingPart? {
            if case .missing(let part) = self { part } else { nil }
        }
    }

    /// - Throws: ``ProblemDocument`` if the source says that there can be no dashboard; `CancellationError`.
    func ask<Value: Sendable>(_ source: DashboardSource<Value>, for userID: String) async throws -> Outcome<Value> {
        func missing(_ reason: MissingPart.Reason, _ detail: String) -> Outcome<Value> {
            .missing(MissingPart(part: source.part, source: source.service, reason: reason, detail: detail))
        }
        do {
            return .here(
                try await withTimeout(deadline, clock: clock) {
                    // It travels with the calls, so that nobody works for an answer that comes too late.
                    try await Deadline.within(deadline) { try await source.ask(userID) }
                })
        } catch let failure as SourceFailure {
            return missing(failure.reason, failure.detail)
        } catch let timedOut as TimedOut {
            return missing(.tooSlow, "\(source.service) gave \(timedOut)")
        } catch is DeadlineExceeded {
            return missing(.tooSlow, "\(source.service) gave no answer in time")
        } catch let problem as ProblemDocument {
            throw problem
        } catch {
            try Task.checkCancellation()
            return missing(.unavailable, "\(source.service) failed")
        }
    }

    /// The answer: the dashboard with what is there, or a problem if nothing is.
    static func nothing(_ missing: [MissingPart]) -> ProblemDocument {
        ProblemDocument(
            503, code: "dashboard_unavailable", title: "Dashboard unavailable",
            detail: "No part of the dashboard could be had",
            errors: missing.map { ProblemDocument.Mistake("/\($0.part)", "\($0.reason.rawValue): \($0.detail)") })
    }
}
