extension TraceSort {
    /// What a trace is sorted by, largest first.
    func key(of trace: TraceSummary) -> UInt64 {
        switch self {
        case .newest: trace.start
        case .slowest: trace.duration
        case .failed: (trace.errorCount > 0 ? 1 << 63 : 0) | trace.start >> 1
        }
    }
}
