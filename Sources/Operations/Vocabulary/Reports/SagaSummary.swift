import Foundation

/// A saga, as a row of a list.
public struct SagaSummary: Codable, Sendable, Hashable {
    /// Its identity: the `target` of commands.
    public var id: String
    /// Its definition's name.
    public var name: String
    /// How it goes.
    public var status: Status
    /// Which way it goes.
    public var direction: Direction
    /// Its steps.
    public var steps: [Step]
    /// The step that it stands at, as an index into `steps`; `nil`: it has ended.
    public var step: Int?
    /// When it began.
    public var startedAt: Date
    /// When it last changed.
    public var updatedAt: Date
    /// When its next try is due; `nil`: now, or never.
    public var due: Date?
    /// Why it is compensated or needs attention.
    public var reason: String?
    /// Why the last try of the step that it stands at did not succeed.
    public var lastError: String?
    /// Whether a person has ever intervened.
    public var touched: Bool
    /// The W3C trace context of the request that started it.
    public var traceparent: String?
    /// What an operator's command compares: it changes whenever the item does in a way that matters to a decision. Its
    /// value means nothing else.
    public var revision: Int

    /// All of it.
    public init(
        id: String, name: String, status: Status, direction: Direction, steps: [Step], step: Int? = nil,
        startedAt: Date, updatedAt: Date, due: Date? = nil, reason: String? = nil, lastError: String? = nil,
        touched: Bool = false, traceparent: String? = nil, revision: Int
    ) {
        self.id = id
        self.name = name
        self.status = status
        self.direction = direction
        self.steps = steps
        self.step = step
        self.startedAt = startedAt
        self.updatedAt = updatedAt
        self.due = due
        self.reason = reason
        self.lastError = lastError
        self.touched = touched
        self.traceparent = traceparent
        self.revision = revision
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(String.self, forKey: .id)
        name = try container.decode(String.self, forKey: .name)
        status = try container.decode(Status.self, forKey: .status)
        direction = try container.decode(Direction.self, forKey: .direction)
        steps = try container.decode([Step].self, forKey: .steps)
        step = try container.decodeIfPresent(Int.self, forKey: .step)
        startedAt = try container.decode(Date.self, forKey: .startedAt)
        updatedAt = try container.decode(Date.self, forKey: .updatedAt)
        due = try container.decodeIfPresent(Date.self, forKey: .due)
        reason = try container.decodeIfPresent(String.self, forKey: .reason)
        lastError = try container.decodeIfPresent(String.self, forKey: .lastError)
        touched = try container.decodeIfPresent(Bool.self, forKey: .touched) ?? false
        traceparent = try container.decodeIfPresent(String.self, forKey: .traceparent)
        revision = try container.decode(Int.self, forKey: .revision)
    }
}

extension SagaSummary {
    /// A step, as a place in a bar.
    public struct Step: Codable, Sendable, Hashable {
        /// Its name.
        public var name: String
        /// How it goes.
        public var state: StepState

        /// All of it.
        public init(
            name: String, state: StepState
        ) {
            self.name = name
            self.state = state
        }
    }
}
