/// How a ``TraceLogHandler`` writes a line.
public enum LogFormat: String, Sendable, CaseIterable {
    /// For people: `2026-01-10T15:39:17.117Z warning orders: message key=value trace_id=… span_id=…`.
    case text
    /// For machines: one JSON object a line with `time`, `level`, `logger`, `message`, `trace_id`, `span_id` and the
    /// metadata under `metadata`.
    case json
}
