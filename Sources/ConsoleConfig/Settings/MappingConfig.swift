/// Which spans of services that were written elsewhere are sagas, steps and breakers. The console's own names
/// (`saga.id`, `circuit_breaker.state`, …) are always understood; these come on top.
///
/// A pattern is matched against the whole span name. `*` stands for any text, and what the first `*` stood for is the
/// name of the saga or step when no attribute gives it: `RunActivity:*`. Of an attribute list the first that is there
/// counts.
public struct MappingConfig: Sendable, Equatable {
    /// Spans that are a whole saga, and attributes that say which.
    public struct Saga: Sendable, Equatable {
        /// Patterns of span names.
        public var spans: [String]
        /// Attributes with the saga's id. Without any the trace id is the saga's.
        public var id: [String]
        /// Attributes with the saga's name.
        public var name: [String]

        /// No mapping.
        public init(spans: [String] = [], id: [String] = [], name: [String] = []) {
            self.spans = spans
            self.id = id
            self.name = name
        }
    }

    /// Spans that are one step of a saga.
    public struct Step: Sendable, Equatable {
        /// Patterns of span names of forward steps.
        public var spans: [String]
        /// Patterns of span names of compensations; tried before `spans`.
        public var compensations: [String]
        /// Attributes with the step's name.
        public var name: [String]

        /// No mapping.
        public init(spans: [String] = [], compensations: [String] = [], name: [String] = []) {
            self.spans = spans
            self.compensations = compensations
            self.name = name
        }
    }

    /// Spans that tell of a breaker.
    public struct Breaker: Sendable, Equatable {
        /// Attributes with the breaker's name.
        public var name: [String]
        /// Attributes with its state, in any spelling (`half-open`, `HalfOpen`).
        public var state: [String]

        /// No mapping.
        public init(name: [String] = [], state: [String] = []) {
            self.name = name
            self.state = state
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
