import Traces

/// Filters as a person would type them, for doors that lead to the list.
enum TraceFilterText {
    /// The traces that a service takes part in.
    static func service(_ name: String) -> String { "service:\(quoted(name))" }

    /// The traces that an operation occurs in.
    static func operation(_ id: OperationStatistics.ID) -> String {
        let name = id.name.isEmpty ? "" : " name:\(quoted(id.name))"
        return service(id.service) + name
    }

    /// The traces of a saga.
    static func saga(_ id: String) -> String { "saga:\(quoted(id))" }

    /// The traces with a span that has an attribute of this value.
    static func attribute(_ key: String, _ value: String) -> String { "attr.\(key)=\(quoted(value))" }

    /// A value as the filter's language writes it.
    private static func quoted(_ value: String) -> String {
        let isPlain = !value.isEmpty && value.allSatisfy { !$0.isWhitespace && $0 != "\"" && $0 != "\\" }
        if isPlain { return value }
        return "\"" + value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
