/// Why a trace or span cannot be shown or exported.
public enum TraceEngineError: Error, Equatable, CustomStringConvertible {
    /// It was never read, or has left memory.
    case unknownTrace(TraceID)
    case unknownSpan(TraceID, SpanID)
    /// The file that held it was truncated, replaced or deleted since.
    case noLongerOnDisk(path: String)
    /// The file could not be read; the system's words.
    case unreadable(path: String, reason: String)

    public var description: String {
        switch self {
        case .unknownTrace(let trace): "trace \(trace) is not in memory: it was never read, or its place was needed"
        case .unknownSpan(let trace, let span): "span \(span) of trace \(trace) is not in memory"
        case .noLongerOnDisk(let path): "no longer on disk: \(path) was truncated, replaced or deleted since"
        case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
        }
    }
}
