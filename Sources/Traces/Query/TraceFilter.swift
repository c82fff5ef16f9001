/// A parsed filter such as `service:payments status:error duration>500ms name:charge attr.order.id=42 trace:4bf9
/// saga:order-7f3a some text`. A trace matches when at least one of its spans meets every term.
public struct TraceFilter: Sendable, Equatable {
    /// One condition.
    public struct Term: Sendable, Equatable {
        /// What is compared, and with what.
        public enum Condition: Sendable, Equatable {
            /// The service's name contains this.
            case service(String)
            /// The span's name contains this.
            case name(String)
            case status(SpanStatus)
            case kind(SpanKind)
            case duration(Comparison, nanoseconds: UInt64)
            /// The trace's id starts with these lower-case hexadecimal digits.
            case trace(String)
            /// The saga's id contains this.
            case saga(String)
            /// An attribute of the span or its resource has this value, written as text.
            case attribute(key: String, Comparison, value: String)
            /// Name, service, saga or trace id contains this.
            case text(String)
        }

        public var condition: Condition
        /// Spans that do *not* meet the condition: the term was written with a leading `-`.
        public var isNegated: Bool
    }

    /// How a value is compared.
    public enum Comparison: String, Sendable, CaseIterable {
        case equal = "="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
    }

    public var terms: [Term]
    /// As a person typed it.
    public let source: String

    /// No condition.
    public static let everything = TraceFilter(terms: [], source: "")
    /// Nothing is filtered.
    public var isEmpty: Bool { terms.isEmpty }
}

/// Why a filter cannot be read, and where.
public struct TraceFilterError: Error, Equatable, CustomStringConvertible {
    /// The characters of the source that are at fault, counted from 0.
    public let columns: Range<Int>
    /// What was found and what was expected.
    public let message: String

    /// The message with its column, counted from 1.
    public var description: String { "column \(columns.lowerBound + 1): \(message)" }
}
