import Foundation
import Traces

/// A breaker as the console knows it, put together from all that tells of it.
struct KnownBreaker: Sendable, Equatable, Identifiable {
    typealias State = ObservedBreaker.State

    /// A breaker is unique in an instance of a service.
    struct ID: Sendable, Hashable {
        var service: String
        /// Empty where the service has one instance, or none is said.
        var instance: String
        var name: String
    }

    /// A person has set it by hand.
    struct Override: Sendable, Equatable {
        var owner: String
        var reason: String
        /// When it reverts by itself; `nil` for never.
        var until: Date?
        /// The command that it came with.
        var command: String?
    }

    /// It went into a state.
    struct Change: Sendable, Equatable {
        var at: Date
        var state: State
        var reason: String
        var trace: TraceID?
    }

    /// One line of how it is set up: `opens at` `50 % failures`.
    struct Setting: Sendable, Equatable {
        var name: String
        var value: String
    }

    let id: ID
    /// The service that it leads to, where its own says so.
    var dependency: String?
    /// `nil` for a word that is none of the states.
    var state: State?
    var since: Date?
    /// Why it is in this state; may be empty.
    var reason = ""
    /// Percent, 0 to 100; `nil` below the minimum of calls.
    var failureRate: Double?
    var slowRate: Double?
    /// Percent, 0 to 100.
    var failureThreshold: Double?
    var slowThreshold: Double?
    /// Calls in its window.
    var calls: Int?
    var failed: Int?
    var slow: Int?
    /// Calls refused without trying, since it was made.
    var rejections: Int?
    /// When it lets the next trial call through.
    var nextTrial: Date?
    var override: Override?
    var settings: [Setting] = []
    /// Oldest first.
    var history: [Change] = []
    /// What a command has to name as seen; `nil` where no Operations API reports it.
    var revision: Int?
    var source: FactSource
    /// What another source says instead, in words.
    var disagreement: String?

    init(id: ID, state: State?, source: FactSource) {
        self.id = id
        self.state = state
        self.source = source
    }

    /// The service that it leads to, else by its name.
    var target: String? { dependency ?? Attention.target(ofBreaker: id.name) }

    var isClosed: Bool { state == .closed }

    /// It lets nothing through.
    var isOpen: Bool { state == .open || state == .forcedOpen }
}
