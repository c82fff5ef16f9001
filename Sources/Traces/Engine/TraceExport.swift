/// One trace as OTLP JSON lines, and what could not be read again for it.
public struct TraceExport: Sendable, Equatable {
    /// Its spans, then its log records.
    public var lines: [UInt8]
    /// Spans of which only what is in memory could be written: no attributes, events or links.
    public var partialSpans: Int
    /// Log records that are left out.
    public var missingLogs: Int
    /// Why, each reason once.
    public var reasons: [String]

    /// Nothing is missing.
    public var isWhole: Bool { partialSpans == 0 && missingLogs == 0 }

    /// What is missing and why, in a sentence; `nil` when nothing is.
    public var shortfall: String? {
        guard !isWhole else { return nil }
        var parts: [String] = []
        if partialSpans > 0 {
            parts.append(
                (partialSpans == 1 ? "1 span is" : "\(partialSpans) spans are")
                    + " without attributes, events and links")
        }
        if missingLogs > 0 {
            parts.append(missingLogs == 1 ? "1 log record is left out" : "\(missingLogs) log records are left out")
        }
        return parts.joined(separator: ", ") + ": " + reasons.joined(separator: "; ")
    }
}
