import Traces

/// How long a span took beside what its operation usually takes.
struct UsualOfSpan: Equatable {
    /// Calls below which nothing is called usual.
    static let leastCalls = 20

    let took: Duration
    let operation: OperationStatistics

    /// `nil` for a span that has not ended, or whose operation was seen too rarely.
    init?(_ node: SpanTreeNode, in operation: OperationStatistics) {
        guard !node.isMissing, !node.notes.contains(.running), operation.calls >= Self.leastCalls,
            operation.p50 > .zero
        else { return nil }
        took = node.duration
        self.operation = operation
    }

    /// It took longer than 99 of 100 calls, and clearly longer than the usual.
    var isSlow: Bool { took > operation.p99 || ratio >= 10 }

    /// How many times the usual.
    var ratio: Double { took.seconds / operation.p50.seconds }

    /// `48×`, `1.6×`; `>999×` for more.
    var times: String { Self.times(ratio) }

    /// `1.9 s, usually 40 ms, 48×`.
    var sentence: String { Self.sentence(took: took, usual: operation.p50) }

    /// `1.9 s, usually 40 ms, 48×`; without the last where nothing is usual.
    static func sentence(took: Duration, usual: Duration) -> String {
        let times = usual > .zero ? ", \(times(took.seconds / usual.seconds))" : ""
        return "\(DurationText.short(took)), usually \(DurationText.short(usual))\(times)"
    }

    private static func times(_ ratio: Double) -> String {
        if ratio > 999 { return ">999×" }
        return ratio >= 9.95 ? "\(Int(ratio.rounded()))×" : "\(Double(Int((ratio * 10).rounded())) / 10)×"
    }
}
