/// How sagas and breakers are recognised in spans of services that do not use this project's own attribute names
/// (the config's `mapping`). Names are tried in order, and the first attribute present wins.
///
/// Patterns match whole span names; `*` stands for any run of characters, and what the first `*` matched is the name of
/// the saga or step when no attribute gives it. Temporal, for example: `sagaSpans: ["RunWorkflow:*"]`,
/// `stepSpans: ["RunActivity:*"]`, `sagaID: ["temporalWorkflowID"]`.
public struct TraceMapping: Sendable, Equatable, Codable {
    /// Patterns of spans that are a whole saga.
    public var sagaSpans: [String]
    /// Patterns of spans that are one step forward.
    public var stepSpans: [String]
    /// Patterns of spans that compensate a step; tried before `stepSpans`.
    public var compensationSpans: [String]
    /// Attributes that hold a saga's id.
    public var sagaID: [String]
    /// Attributes that hold a saga's name.
    public var sagaName: [String]
    /// Attributes that hold a step's name.
    public var stepName: [String]
    /// Attributes that hold a breaker's name.
    public var breakerName: [String]
    /// Attributes that hold a breaker's state.
    public var breakerState: [String]

    /// A mapping; what is left out recognises nothing beyond this project's own names.
    public init(
        sagaSpans: [String] = [], stepSpans: [String] = [], compensationSpans: [String] = [], sagaID: [String] = [],
        sagaName: [String] = [], stepName: [String] = [], breakerName: [String] = [], breakerState: [String] = []
    ) {
        self.sagaSpans = sagaSpans
        self.stepSpans = stepSpans
        self.compensationSpans = compensationSpans
        self.sagaID = sagaID
        self.sagaName = sagaName
        self.stepName = stepName
        self.breakerName = breakerName
        self.breakerState = breakerState
    }

    /// Nothing beyond this project's own names (formats.md 3.2).
    public static let own = TraceMapping()
}
