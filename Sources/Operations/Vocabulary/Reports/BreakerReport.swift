import Foundation

/// A circuit breaker.
public struct BreakerReport: Codable, Sendable, Hashable {
    /// Its name, unique in the service: the `target` of commands.
    public var name: String
    /// The service that is called through it, by the name that the console's config has for it.
    public var dependency: String?
    /// What it does with calls.
    public var state: State
    /// Since when.
    public var since: Date
    /// The share of the calls in its window that failed, 0 to 1; `nil` (say "n/a") below the minimum number of calls.
    public var failureRate: Double?
    /// The share of the calls in its window that were slow, 0 to 1; `nil` like `failureRate`.
    public var slowCallRate: Double?
    /// The calls in its window; in `HALF_OPEN`, the trial calls that have ended.
    public var window: Window
    /// When it opens, in words.
    public var rule: String
    /// When the next trial call may pass; `nil`: no timer decides that.
    public var nextTrial: Date?
    /// A person's decision that is in force.
    public var override: Override?
    /// Counts since the process began.
    public var totals: Totals
    /// Its last changes, oldest first: those of the last ten minutes, 100 at the most.
    public var changes: [Change]
    /// What an operator's command compares: it changes whenever the item does in a way that matters to a decision. Its
    /// value means nothing else.
    public var revision: Int

    /// All of it.
    public init(
        name: String, dependency: String? = nil, state: State, since: Date, failureRate: Double? = nil,
        slowCallRate: Double? = nil, window: Window, rule: String = "", nextTrial: Date? = nil,
        override: Override? = nil, totals: Totals, changes: [Change] = [], revision: Int
    ) {
        self.name = name
        self.dependency = dependency
        self.state = state
        self.since = since
        self.failureRate = failureRate
        self.slowCallRate = slowCallRate
        self.window = window
        self.rule = rule
        self.nextTrial = nextTrial
        self.override = override
        self.totals = totals
        self.changes = changes
        self.revision = revision
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decode(String.self, forKey: .name)
        dependency = try container.decodeIfPresent(String.self, forKey: .dependency)
        state = try container.decode(State.self, forKey: .state)
        since = try container.decode(Date.self, forKey: .since)
        failureRate = try container.decodeIfPresent(Double.self, forKey: .failureRate)
        slowCallRate = try container.decodeIfPresent(Double.self, forKey: .slowCallRate)
        window = try container.decode(Window.self, forKey: .window)
        rule = try container.decodeIfPresent(String.self, forKey: .rule) ?? ""
        nextTrial = try container.decodeIfPresent(Date.self, forKey: .nextTrial)
        override = try container.decodeIfPresent(Override.self, forKey: .override)
        totals = try container.decode(Totals.self, forKey: .totals)
        changes = try container.decodeIfPresent([Change].self, forKey: .changes) ?? []
        revision = try container.decode(Int.self, forKey: .revision)
    }
}

extension BreakerReport {
    /// Calls that are judged.
    public struct Window: Codable, Sendable, Hashable {
        /// All of them.
        public var calls: Int
        /// Those that failed.
        public var failed: Int
        /// Those that were slow.
        public var slow: Int
        /// So many are needed before a rate is known.
        public var minimum: Int?

        /// All of it.
        public init(
            calls: Int, failed: Int, slow: Int, minimum: Int? = nil
        ) {
            self.calls = calls
            self.failed = failed
            self.slow = slow
            self.minimum = minimum
        }
    }

    /// Counts since the process began.
    public struct Totals: Codable, Sendable, Hashable {
        /// Calls that worked.
        public var succeeded: Int
        /// Calls that failed.
        public var failed: Int
        /// Calls that say nothing: cancelled, or rejected further on.
        public var ignored: Int
        /// Calls that the breaker rejected.
        public var rejected: Int
        /// Results that came after the breaker had changed, and were dropped.
        public var late: Int

        /// All of it.
        public init(
            succeeded: Int = 0, failed: Int = 0, ignored: Int = 0, rejected: Int = 0, late: Int = 0
        ) {
            self.succeeded = succeeded
            self.failed = failed
            self.ignored = ignored
            self.rejected = rejected
            self.late = late
        }

        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            succeeded = try container.decodeIfPresent(Int.self, forKey: .succeeded) ?? 0
            failed = try container.decodeIfPresent(Int.self, forKey: .failed) ?? 0
            ignored = try container.decodeIfPresent(Int.self, forKey: .ignored) ?? 0
            rejected = try container.decodeIfPresent(Int.self, forKey: .rejected) ?? 0
            late = try container.decodeIfPresent(Int.self, forKey: .late) ?? 0
        }
    }

    /// A person's decision, which stands above the breaker's own judgement.
    public struct Override: Codable, Sendable, Hashable {
        /// What was decided.
        public var kind: Kind
        /// By whom.
        public var owner: String
        /// Why.
        public var reason: String
        /// The command that it came with.
        public var command: String?
        /// When it lapses by itself; `nil`: never.
        public var until: Date?

        /// All of it.
        public init(
            kind: Kind, owner: String, reason: String, command: String? = nil, until: Date? = nil
        ) {
            self.kind = kind
            self.owner = owner
            self.reason = reason
            self.command = command
            self.until = until
        }
    }

    /// One change of state or override.
    public struct Change: Codable, Sendable, Hashable {
        /// When.
        public var at: Date
        /// The state before.
        public var from: State
        /// The state after.
        public var to: State
        /// Why, in words.
        public var cause: String

        /// All of it.
        public init(
            at: Date, from: State, to: State, cause: String
        ) {
            self.at = at
            self.from = from
            self.to = to
            self.cause = cause
        }
    }
}
