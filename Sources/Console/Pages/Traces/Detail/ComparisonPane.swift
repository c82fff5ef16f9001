/// The open trace beside the usual of its operations.
struct ComparisonPane: Sendable {
    var text = DetailTextPane()
}
