import Foundation

/// Where a fact comes from, and how old it is.
struct FactSource: Sendable, Hashable {
    /// The three ways in which the console gets to know something, the surest first.
    enum Kind: String, Sendable, Hashable {
        /// The service's Operations API says so.
        case reported
        /// The service's health answer says so.
        case health
        /// It follows from the trace log.
        case observed
    }

    var kind: Kind
    /// When it was true; `nil` before anything was heard.
    var asOf: Date?
    /// How often its source is asked, or how long it may be quiet, in seconds.
    var interval: TimeInterval
    /// Only the trace log tells of it, and of its service nothing for so long that its process must be gone.
    var isLeftOver = false

    /// Facts older than so many of their intervals are stale.
    static let staleAfter = 3.0

    func age(at now: Date) -> TimeInterval? { asOf.map { max(0, now.timeIntervalSince($0)) } }

    /// What it says can no longer be trusted.
    func isStale(at now: Date) -> Bool {
        guard !isLeftOver, let age = age(at: now) else { return true }
        return age > Self.staleAfter * interval
    }

    /// A fact of a service that was heard of last at a moment: left over when that is long ago.
    func of(heard: Date, at now: Date) -> FactSource {
        guard kind == .observed, now.timeIntervalSince(heard) > LogVoices.goneAfter else { return self }
        var source = self
        source.asOf = heard
        source.isLeftOver = true
        return source
    }

    /// `reported 0.4 s ago`, `stale: reported 42 s ago`.
    func words(at now: Date) -> String {
        guard let age = age(at: now) else { return "\(kind.rawValue), never heard" }
        let said = "\(verb) \(DurationText.dataAge(seconds: age)) ago"
        return isStale(at: now) ? "stale: \(said)" : said
    }

    private var verb: String {
        switch kind {
        case .reported: "reported"
        case .health: "in its health answer"
        case .observed where isLeftOver: "from the trace log, where its service was heard"
        case .observed: "from the trace log, which grew"
        }
    }
}
