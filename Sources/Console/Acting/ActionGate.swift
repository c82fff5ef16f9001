import Foundation
import Operations

/// The one place that says whether an operator may act at all. Keys, palette, many at once and `fusebox do` all pass it:
/// an ``OperatorAction`` cannot be made otherwise.
struct ActionGate: Sendable, Equatable {
    /// What is known of the service that would be asked.
    struct Service: Sendable, Equatable {
        /// The caller's role; `nil` while it is not known.
        var role: String?
        /// The kinds that it takes; `nil` while it is not known.
        var kinds: Set<String>?
        /// Why it cannot be asked now; `nil` where it answers.
        var trouble: String?
    }

    var isReadOnly = false
    /// What says so: `--read-only`, or the config.
    var isReadOnlyByCommand = false
    var services: [EventSource.ID: Service] = [:]

    /// Why the intent is refused; `nil` where it may be planned.
    /// - Parameter pending: what is under way on the same target.
    func refusal(of intent: ActionIntent, pending: ActionIntent? = nil, now: Date) -> Refusal? {
        refusal(of: intent.kind, on: EventSource.ID(service: intent.service, instance: intent.instance))
            ?? unreported(intent) ?? staleness(of: intent, now: now)
            ?? pending.map { pending in
                Refusal(
                    code: "pending", why: "\(pending.title) is still pending",
                    remedy: "wait until its effect has been seen")
            }
    }

    /// The part that does not depend on the target, for keys that are shown dim.
    func refusal(of kind: CommandKind, on id: EventSource.ID) -> Refusal? {
        if isReadOnly {
            return Refusal(
                code: "read_only", why: "this console is read-only",
                remedy: isReadOnlyByCommand
                    ? "start fusebox without --read-only" : "set operator.readOnly to false in the config")
        }
        let name = id.service
        guard let service = services[id] ?? services[EventSource.ID(service: name, instance: "")] else {
            return Refusal(
                code: "no_operations", why: "\(name) has no Operations API that fusebox knows of",
                remedy: "give its address in services[].operations of the config")
        }
        if let trouble = service.trouble {
            return Refusal(
                code: "unreachable", why: "\(name) does not answer (\(trouble))",
                remedy: "wait until it does")
        }
        if let role = service.role, role != "operator" {
            return Refusal(
                code: "role", why: "the token for \(name) has the role \(role), which may only look",
                remedy: "put an operator's token into its tokenFile")
        }
        if let kinds = service.kinds, !kinds.contains(kind.rawValue) {
            return Refusal(code: "kind", why: "\(name) does not take \(kind.rawValue)", remedy: "")
        }
        return nil
    }

    private func unreported(_ intent: ActionIntent) -> Refusal? {
        guard intent.shown == nil, intent.kind.targetKind != .chaos, intent.kind.targetKind != .other else {
            return nil
        }
        return Refusal(
            code: "unreported",
            why: "\(intent.target) is known from the trace log or health alone, not from \(intent.service) itself",
            remedy: "wait until the Operations API of \(intent.service) tells of it")
    }

    private func staleness(of intent: ActionIntent, now: Date) -> Refusal? {
        guard let shown = intent.shown, shown.isStale(at: now) else { return nil }
        return Refusal(
            code: "stale",
            why: "what is known of \(intent.target) is \(DurationText.age(seconds: shown.age(at: now))) old",
            remedy: "wait until \(intent.service) answers again")
    }
}
