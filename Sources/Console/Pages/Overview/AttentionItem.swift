import Foundation

/// One thing that is not as it should be: a line of "Needs attention" and a door to its page.
struct AttentionItem: Sendable, Equatable, Identifiable {
    /// What it is about; stays the same while the thing stays wrong, so that the cursor and a claim stay with it.
    enum ID: Sendable, Hashable {
        case endpoint(service: String, instance: String)
        case certificate(service: String, instance: String)
        case breaker(service: String, instance: String, name: String)
        case saga(String)
        /// Sagas of one name that are in the same trouble at the same step.
        case sagas(name: String, step: String, state: String)
        /// Sagas that needed hands when their services were last heard of, long ago.
        case leftOverSagas
        case traceLog
        case source(service: String, instance: String)
        /// An Operations API that does not answer, by its address.
        case operations(String)

        /// A text form for files that outlive the console. Parts are separated by a character that names cannot hold.
        var key: String {
            switch self {
            case .endpoint(let service, let instance): "endpoint\u{1F}\(service)\u{1F}\(instance)"
            case .certificate(let service, let instance): "certificate\u{1F}\(service)\u{1F}\(instance)"
            case .breaker(let service, let instance, let name): "breaker\u{1F}\(service)\u{1F}\(instance)\u{1F}\(name)"
            case .saga(let id): "saga\u{1F}\(id)"
            case .sagas(let name, let step, let state): "sagas\u{1F}\(name)\u{1F}\(step)\u{1F}\(state)"
            case .leftOverSagas: "leftOverSagas"
            case .traceLog: "traceLog"
            case .operations(let base): "operations\u{1F}\(base)"
            case .source(let service, let instance): "source\u{1F}\(service)\u{1F}\(instance)"
            }
        }
    }

    /// How bad it is; the worst first.
    enum Severity: Int, Sendable, Comparable {
        case warning
        case bad
        static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
    }

    /// The sign in front of the line, with the word beside it: never colour alone.
    enum Sign: Sendable, Equatable { case cross, triangle, diamond, exclamation, question }

    let id: ID
    var severity: Severity
    var sign: Sign
    /// Who: `payments`, `orders → payments`, `order-7f3a`.
    var title: String
    /// The state in the design's words: `unhealthy`, `OPEN`, `stuck`, `stale`.
    var state: String
    /// Since when; `nil` where that is not known.
    var since: Date?
    /// Why, in one sentence.
    var reason: String
    /// What follows from it, each in a few words: entries that would otherwise be lines of their own.
    var consequences: [String] = []
    /// Its source is quiet: it was so, and may be no more.
    var isStale = false
    /// Where `Enter` leads.
    var door: Destination
}

extension AttentionItem {
    /// The service whose health it is about; empty for other things.
    var service: String {
        if case .endpoint(let service, _) = id { return service }
        return ""
    }
}
