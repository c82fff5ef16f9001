import Foundation

/// An event that a consumer group could not handle. The later events of its stream wait behind it.
public struct DeadLetterReport: Codable, Sendable, Hashable {
    /// Its identity: the `target` of commands.
    public var id: String
    /// The consumer group.
    public var group: String
    /// Whose event it is.
    public var source: String
    /// The event.
    public var event: EventReport
    /// How often it was tried.
    public var attempts: Int
    /// Why it failed the last time.
    public var reason: String
    /// When it failed first.
    public var firstFailure: Date
    /// When it failed last.
    public var lastFailure: Date
    /// How many later events of its stream wait behind it.
    public var waitingBehind: Int
    /// What an operator's command compares: it changes whenever the item does in a way that matters to a decision. Its
    /// value means nothing else.
    public var revision: Int

    /// All of it.
    public init(
        id: String, group: String, source: String, event: EventReport, attempts: Int, reason: String,
        firstFailure: Date, lastFailure: Date, waitingBehind: Int, revision: Int
    ) {
        self.id = id
        self.group = group
        self.source = source
        self.event = event
        self.attempts = attempts
        self.reason = reason
        self.firstFailure = firstFailure
        self.lastFailure = lastFailure
        self.waitingBehind = waitingBehind
        self.revision = revision
    }
}
