/// Which spans of services that were written elsewhere are sagas, steps and breakers. The console's own names
/// (`saga.id`, `circuit_breaker.state`, …) are always understood; these come on top.
///
/// A span pattern is the whole span name; `*` stands for any text and `{name}` for text that becomes the name:
/// `RunActivity:{name}`. An attribute list is tried from the left; the first attribute that is there counts.
public struct MappingConfig: Sendable, Equatable {
    /// Spans that are a whole saga, and attributes that say which.
    public struct Saga: Sendable, Equatable {
        /// Patterns of span names.
        public var spans: [String]
        /// Attributes with the saga's id. Without any the trace id is the saga's.
        public var id: [String]
        /// Attributes with the saga's name.
        public var name: [String]
        /// Attributes with the saga's status.
        public var status: [String]

        /// No mapping.
        public init(spans: [String] = [], id: [String] = [], name: [String] = [], status: [String] = []) {
            self.spans = spans
            self.id = id
            self.name = name
            self.status = status
        }
    }

    /// Spans that are one step of a saga.
    public struct Step: Sendable, Equatable {
        /// Patterns of span names of forward steps.
        public var spans: [String]
        /// Patterns of span names of compensations.
        public var compensations: [String]
        /// Attributes with the step's name.
        public var name: [String]
        /// Attributes with the step's place, from 0.
        public var index: [String]
        /// Attributes with the attempt, from 1.
        public var attempt: [String]
        /// Attributes that say `forward` or `compensate`.
        public var action: [String]

        /// No mapping.
        public init(
            spans: [String] = [], compensations: [String] = [], name: [String] = [], index: [String] = [],
            attempt: [String] = [], action: [String] = []
        ) {
            self.spans = spans
            self.compensations = compensations
            self.name = name
            self.index = index
            self.attempt = attempt
            self.action = action
        }
    }

    /// Spans that went through a breaker, or tell of its state.
    public struct Breaker: Sendable, Equatable {
        /// Patterns of span names.
        public var spans: [String]
        /// Attributes with the breaker's name.
        public var name: [String]
        /// Attributes with its state, in any spelling (`half-open`, `HalfOpen`).
        public var state: [String]
        /// Attributes that are true when the call was refused without trying.
        public var rejected: [String]

        /// No mapping.
        public init(spans: [String] = [], name: [String] = [], state: [String] = [], rejected: [String] = []) {
            self.spans = spans
            self.name = name
            self.state = state
            self.rejected = rejected
        }
    }

    /// Spans that are sagas.
    public var saga: Saga
    /// Spans that are steps.
    public var step: Step
    /// Spans that tell of breakers.
    public var breaker: Breaker

    /// No mapping.
    public init(saga: Saga = Saga(), step: Step = Step(), breaker: Breaker = Breaker()) {
        self.saga = saga
        self.step = step
        self.breaker = breaker
    }
}
