import Foundation

/// A command, and how it goes with it.
public struct CommandReport: Codable, Sendable, Hashable {
    /// What was sent.
    public var command: Command
    /// How it goes.
    public var state: CommandState
    /// Whether somebody has it wait.
    public var paused: Bool
    /// Whether somebody wants it to stop, which it does at its next safe place.
    public var cancelling: Bool
    /// How far it has come.
    public var progress: Progress
    /// What it was to do when it was accepted.
    public var plan: Plan?
    /// What it brought.
    public var result: JSONValue?
    /// Why it failed or was refused.
    public var failure: Failure?
    /// When it was on disk.
    public var acceptedAt: Date
    /// When it began.
    public var startedAt: Date?
    /// When it ended.
    public var endedAt: Date?
    /// How often it went on after a restart of the service.
    public var resumptions: Int
    /// What an operator's command compares: it changes whenever the item does in a way that matters to a decision. Its
    /// value means nothing else.
    public var revision: Int
    /// When this was true.
    public var asOf: Date

    /// All of it.
    public init(
        command: Command, state: CommandState, paused: Bool = false, cancelling: Bool = false,
        progress: Progress = Progress(done: 0, total: 1), plan: Plan? = nil, result: JSONValue? = nil,
        failure: Failure? = nil, acceptedAt: Date, startedAt: Date? = nil, endedAt: Date? = nil, resumptions: Int = 0,
        revision: Int, asOf: Date
    ) {
        self.command = command
        self.state = state
        self.paused = paused
        self.cancelling = cancelling
        self.progress = progress
        self.plan = plan
        self.result = result
        self.failure = failure
        self.acceptedAt = acceptedAt
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.resumptions = resumptions
        self.revision = revision
        self.asOf = asOf
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        command = try container.decode(Command.self, forKey: .command)
        state = try container.decode(CommandState.self, forKey: .state)
        paused = try container.decodeIfPresent(Bool.self, forKey: .paused) ?? false
        cancelling = try container.decodeIfPresent(Bool.self, forKey: .cancelling) ?? false
        progress = try container.decodeIfPresent(Progress.self, forKey: .progress) ?? Progress(done: 0, total: 1)
        plan = try container.decodeIfPresent(Plan.self, forKey: .plan)
        result = try container.decodeIfPresent(JSONValue.self, forKey: .result)
        failure = try container.decodeIfPresent(Failure.self, forKey: .failure)
        acceptedAt = try container.decode(Date.self, forKey: .acceptedAt)
        startedAt = try container.decodeIfPresent(Date.self, forKey: .startedAt)
        endedAt = try container.decodeIfPresent(Date.self, forKey: .endedAt)
        resumptions = try container.decodeIfPresent(Int.self, forKey: .resumptions) ?? 0
        revision = try container.decode(Int.self, forKey: .revision)
        asOf = try container.decode(Date.self, forKey: .asOf)
    }
}

extension CommandReport {
    /// How far a command has come.
    public struct Progress: Codable, Sendable, Hashable {
        /// So many.
        public var done: Int
        /// Of so many.
        public var total: Int

        /// All of it.
        public init(
            done: Int, total: Int
        ) {
            self.done = done
            self.total = total
        }
    }

    /// Why a command failed or was refused.
    public struct Failure: Codable, Sendable, Hashable {
        /// A word that stays the same.
        public var code: ProblemCode
        /// What happened and what to do.
        public var detail: String
        /// What was expected, and what is true.
        public var difference: [Difference]

        /// All of it.
        public init(
            code: ProblemCode, detail: String, difference: [Difference] = []
        ) {
            self.code = code
            self.detail = detail
            self.difference = difference
        }

        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            code = try container.decode(ProblemCode.self, forKey: .code)
            detail = try container.decode(String.self, forKey: .detail)
            difference = try container.decodeIfPresent([Difference].self, forKey: .difference) ?? []
        }
    }
}
