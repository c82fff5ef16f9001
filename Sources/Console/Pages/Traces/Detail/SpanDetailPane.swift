import Foundation
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

    /// What was known when it was asked for.
    struct Asked: Sendable, Equatable {
        var node: SpanTreeNode
        /// Of the tree.
        var revision: UInt64
        var at: Date

        /// The span itself is another than it was, and not only its place in the tree.
        static func differs(_ node: SpanTreeNode, from old: SpanTreeNode) -> Bool {
            let facts: SpanTreeNode.Notes = [.running, .duplicate, .hasEvents, .hasLinks, .hasLogs, .dropped]
            return node.notes.intersection(facts) != old.notes.intersection(facts) || node.status != old.status
                || node.duration != old.duration || node.start != old.start || node.name != old.name
        }
    }

    /// The row it is about; a missing parent has no detail to load.
    var node: SpanTreeNode.ID?
    var answer = Answer.loading
    /// `nil` until it was asked for.
    var asked: Asked?
    var text = DetailTextPane()

    /// The detail, once it has been read.
    var detail: SpanDetail? { if case .detail(let detail) = answer { detail } else { nil } }
}
