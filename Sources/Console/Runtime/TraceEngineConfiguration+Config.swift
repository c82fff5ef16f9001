import ConsoleConfig
import Traces

extension TraceEngineConfiguration {
    /// What the config says of the trace log and of foreign sagas in it.
    public init(_ config: ConsoleConfig) {
        self.init(
            paths: config.traceLog.paths, memoryLimit: config.traceLog.memoryLimit,
            mapping: TraceMapping(config.mapping), readsRotatedFiles: config.traceLog.rotated)
    }
}

extension TraceMapping {
    /// What the config's `mapping` says, in the reader's words. `{name}` in a pattern is the reader's first `*`.
    init(_ config: MappingConfig) {
        func patterns(_ texts: [String]) -> [String] { texts.map { $0.replacing("{name}", with: "*") } }
        self.init(
            sagaSpans: patterns(config.saga.spans), stepSpans: patterns(config.step.spans),
            compensationSpans: patterns(config.step.compensations), sagaID: config.saga.id, sagaName: config.saga.name,
            stepName: config.step.name, breakerName: config.breaker.name, breakerState: config.breaker.state)
    }
}
