import Foundation

/// Why a saga does not go on: a chain from the saga to what is broken.
struct Cause: Sendable, Equatable {
    /// One link of the chain.
    struct Link: Sendable, Equatable {
        /// What it is, in the word of the screen.
        enum Kind: String, Sendable { case saga, step, call, breaker, bulkhead, health }

        var kind: Kind
        /// Which one: `ProcessPayment`, `orders → payments`.
        var name: String
        /// How it is, in a few words.
        var words: String
        var isBad: Bool
    }

    /// From the saga to the last thing that is known.
    var links: [Link]
    /// The chain in one sentence: `at ProcessPayment (p99 0.4 s) because orders → payments is OPEN`.
    var sentence: String
    /// The service that its step calls, where that is known.
    var callee: String?
    /// The service at the end of the chain, where that is down.
    var service: String?
    /// The breaker in the way, where one is not closed.
    var breaker: KnownBreaker.ID?
}
