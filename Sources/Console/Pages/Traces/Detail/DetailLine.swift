import TerminalUI
import Traces

/// A line of a pane of text, with what `y` copies and where `Enter` leads from it.
struct DetailLine: Sendable, Equatable {
    enum Target: Sendable, Equatable {
        /// A span of the open trace.
        case node(SpanTreeNode.ID)
        /// A span of any trace: the end of a link.
        case link(TraceID, SpanID?)
    }

    var text: StyledText
    /// Columns at its left, also where it goes on below.
    var indent: Int
    /// All of it, also what is too long to be shown.
    var copy: String
    var target: Target?

    init(_ text: StyledText, indent: Int = 0, copy: String? = nil, target: Target? = nil) {
        self.text = text
        self.indent = indent
        self.copy = copy ?? text.plain
        self.target = target
    }
}
