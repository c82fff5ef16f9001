import Foundation

/// Something that is to be sent because of events, recorded together with them.
public struct OutboxMessage: Sendable, Hashable {
    /// Its identity, for the receiver to know it again: it may be sent more than once.
    public var id: String
    /// Where it goes.
    public var topic: String
    /// Messages with the same key are sent in the order in which they were recorded, one at a time.
    public var key: String
    /// What is sent.
    public var payload: Data

    /// A message.
    public init(id: String, topic: String, key: String, payload: Data) {
        self.id = id
        self.topic = topic
        self.key = key
        self.payload = payload
    }
}

/// A message that waits to be sent.
public struct OutboxEntry: Sendable, Hashable {
    /// Its number in the outbox.
    public let number: Int
    /// The message.
    public let message: OutboxMessage
    /// How often sending has failed.
    public let attempts: Int
    /// When it is tried next.
    public let due: Date
    /// Why sending failed the last time.
    public let lastError: String?

    /// An entry.
    public init(number: Int, message: OutboxMessage, attempts: Int, due: Date, lastError: String?) {
        self.number = number
        self.message = message
        self.attempts = attempts
        self.due = due
        self.lastError = lastError
    }
}

/// The messages of a store that wait to be sent.
public protocol Outbox: Sendable {
    /// The messages that are next of their key, oldest first, due or not.
    func nextMessages(limit: Int) async throws(EventStoreError) -> [OutboxEntry]

    /// Forgets a message that was sent. Again is the same as once.
    func messageWasSent(_ number: Int) async throws(EventStoreError)

    /// Puts a message off that could not be sent.
    func messageFailed(_ number: Int, error: String, due: Date) async throws(EventStoreError)

    /// How many messages wait.
    func waitingMessages() async throws(EventStoreError) -> Int
}
