import Foundation
import Traces

@testable import Console

/// A span as a test writes it down; becomes a line of OTLP JSON.
struct LoggedSpan {
    var trace = 1
    var id: Int
    var parent = 0
    var name: String
    var service: String
    /// Milliseconds after the trace's own start.
    var at: Double
    /// Milliseconds; `nil` while it runs.
    var took: Double?
    var kind = 1
    var error: String?
    var attributes: [(String, String)] = []
    /// Attributes that were lost.
    var dropped = 0
    /// More members of the span's object.
    var more: [String: Any] = [:]

    init(
        _ id: Int, under parent: Int = 0, _ name: String, _ service: String, at: Double, took: Double?, trace: Int = 1,
        kind: Int = 1, error: String? = nil, dropped: Int = 0, _ attributes: (String, String)...
    ) {
        self.id = id
        self.parent = parent
        self.name = name
        self.service = service
        self.at = at
        self.took = took
        self.trace = trace
        self.kind = kind
        self.error = error
        self.dropped = dropped
        self.attributes = attributes
    }

    /// The same span with more members.
    func with(_ more: [String: Any]) -> LoggedSpan {
        var span = self
        span.more.merge(more) { $1 }
        return span
    }

    /// The line, for a trace that began `ago` seconds before `testNow`.
    func line(ago: Double) throws -> String {
        let begin = 1_795_529_007_000_000_000 - Int(ago * 1e9)
        let start = begin + Int(at * 1e6)
        var span: [String: Any] = [
            "traceId": Self.traceID(trace).description, "spanId": SpanID(UInt64(id)).description, "name": name,
            "kind": kind, "startTimeUnixNano": "\(start)",
            "attributes": attributes.map { ["key": $0.0, "value": ["stringValue": $0.1]] },
        ]
        if parent != 0 { span["parentSpanId"] = SpanID(UInt64(parent)).description }
        if let took { span["endTimeUnixNano"] = "\(start + Int(took * 1e6))" }
        if let error { span["status"] = ["code": 2, "message": error] }
        for (key, value) in more { span[key] = value }
        if dropped > 0 { span["droppedAttributesCount"] = dropped }
        let resource: [String: Any] = ["attributes": [["key": "service.name", "value": ["stringValue": service]]]]
        let scope: [[String: Any]] = [["scope": ["name": "test"], "spans": [span]]]
        let document: [String: Any] = ["resourceSpans": [["resource": resource, "scopeSpans": scope]]]
        let data = try JSONSerialization.data(withJSONObject: document, options: [.sortedKeys])
        return String(decoding: data, as: UTF8.self)
    }

    /// A trace's id by its number.
    static func traceID(_ number: Int) -> TraceID { TraceID(high: 0x4bf9_2f35_77b3_4da6, low: UInt64(number)) }
}
