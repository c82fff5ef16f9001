import Traces

/// The open trace beside the usual of traces that begin like it, as it was when it was asked for.
struct ComparisonPane: Sendable {
    /// What has come of asking; `nil` while it is being worked out.
    var outcome: TraceComparisonResult.Outcome?
    var text = DetailTextPane()
}
