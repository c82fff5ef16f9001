/// The order of the list.
public enum TraceSort: String, Sendable, CaseIterable {
    /// Latest start first.
    case newest
    /// Longest first.
    case slowest
    /// Traces with failed spans first, newest first within.
    case failed
}
