import Foundation
import Traces

/// The open trace beside the usual of traces that begin like it; asked for again as the log goes on.
struct ComparisonPane: Sendable {
    /// What has come of asking; `nil` while it is being worked out.
    var outcome: TraceComparisonResult.Outcome?
    var text = DetailTextPane()
    /// It has been asked for and not been answered.
    var isAsked = false
    /// When it was asked for last, and the revision of the snapshot on screen then.
    var askedAt = Date.distantPast
    var revision: UInt64 = 0
}
