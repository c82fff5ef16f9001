import Tracing

/// One thing to be written.
enum TelemetryRecord: Sendable {
    case span(SpanRecord)
    case log(LogRecord)
}

/// A log record of OTLP, on its way to the file.
struct LogRecord: Sendable {
    let time: UInt64
    let severity: LogSeverity
    let body: String
    /// Empty for a plain log line; the name of a domain state change otherwise.
    var eventName = ""
    let attributes: SpanAttributes
    let context: TraceContext?
}

/// OTLP's severity numbers and the texts that go with them.
enum LogSeverity: Int, Sendable {
    case trace = 1
    case debug = 5
    case info = 9
    case notice = 10
    case warning = 13
    case error = 17
    case fatal = 21

    var text: String {
        switch self {
        case .trace: "TRACE"
        case .debug: "DEBUG"
        case .info: "INFO"
        case .notice: "INFO2"
        case .warning: "WARN"
        case .error: "ERROR"
        case .fatal: "FATAL"
        }
    }
}
