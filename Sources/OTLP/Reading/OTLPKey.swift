/// The keys that tell what a document is.
enum OTLPKey {
    static func isRequest(_ key: JSONText) -> Bool {
        key.equals("resourceSpans", "resource_spans") || key.equals("resourceLogs", "resource_logs")
            || key.equals("resourceMetrics", "resource_metrics")
            || key.equals("resourceProfiles", "resource_profiles")
    }

    static func isScopeSpans(_ key: JSONText) -> Bool {
        key.equals("scopeSpans", "scope_spans")
            || key.equals("instrumentationLibrarySpans", "instrumentation_library_spans")
    }

    static func isScopeLogs(_ key: JSONText) -> Bool {
        key.equals("scopeLogs", "scope_logs")
            || key.equals("instrumentationLibraryLogs", "instrumentation_library_logs")
    }

    static func isScopeMetrics(_ key: JSONText) -> Bool {
        key.equals("scopeMetrics", "scope_metrics")
            || key.equals("instrumentationLibraryMetrics", "instrumentation_library_metrics")
    }

    static func isScopes(_ key: JSONText) -> Bool {
        isScopeSpans(key) || isScopeLogs(key) || isScopeMetrics(key) || key.equals("scopeProfiles", "scope_profiles")
    }
}

/// What a top-level object is, by its keys (formats.md 1.3, rule 2).
enum TopShape {
    /// `{"resourceSpans":[…]}` and the like.
    case request
    /// One item of such a list without its wrapper, as Java's logging exporter writes it.
    case resourceItem
    /// A bare span.
    case span
    case empty
    /// `{"log":"…","stream":"stdout"}`: a container runtime's wrapper.
    case wrapped(JSONText)
    case foreign

    init(_ tape: JSONTape, _ object: Int) {
        var seen: (request: Bool, scopes: Bool, trace: Bool, span: Bool, body: Bool, stream: Bool)
        seen = (false, false, false, false, false, false)
        var log: JSONText?
        var isEmpty = true
        tape.forEachMember(of: object) { key, value in
            isEmpty = false
            switch true {
            case OTLPKey.isRequest(key): seen.request = true
            case OTLPKey.isScopes(key): seen.scopes = true
            case key.equals("traceId", "trace_id"): seen.trace = true
            case key.equals("spanId", "span_id"): seen.span = true
            case key.equals("name"), key.equals("startTimeUnixNano", "start_time_unix_nano"): seen.body = true
            case key.equals("stream"): seen.stream = true
            case key.equals("log"): log = tape.kind(value) == JSONTape.Kind.string ? tape.text(value) : nil
            default: break
            }
        }
        switch true {
        case isEmpty: self = .empty
        case seen.request: self = .request
        case seen.scopes: self = .resourceItem
        case seen.trace && seen.span && seen.body: self = .span
        default:
            if seen.stream, let log { self = .wrapped(log) } else { self = .foreign }
        }
    }
}
