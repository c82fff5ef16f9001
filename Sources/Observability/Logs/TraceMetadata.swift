import Instrumentation
import Logging

extension Logger.MetadataProvider {
    /// Puts `trace_id` and `span_id` of the running span into the metadata of any log handler that is not
    /// ``TraceLogHandler``, which does so by itself.
    public static let trace = Logger.MetadataProvider {
        guard let trace = InstrumentationContext.current?.trace else { return [:] }
        return ["trace_id": "\(trace.traceID)", "span_id": "\(trace.spanID)"]
    }
}
