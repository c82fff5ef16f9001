import Traces

/// The span whose attributes, events, links and logs are shown.
struct SpanDetailPane: Sendable {
    /// What has come of asking for it.
    enum Answer: Sendable, Equatable {
        case loading
        case detail(SpanDetail)
        /// Why there is none: a sentence.
        case failed(String)
    }

    /// The row it is about; a missing parent has no detail to load.
    var node: SpanTreeNode.ID?
    var answer = Answer.loading
    var text = DetailTextPane()

    /// The detail, once it has been read.
    var detail: SpanDetail? { if case .detail(let detail) = answer { detail } else { nil } }
}
