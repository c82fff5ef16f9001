import Foundation

/// A trace log as tests look at it.
struct TraceFile {
    struct Span {
        let service: String
        let instance: String
        let trace: String
        let id: String
        let parent: String?
        let name: String
        let kind: Int
        let isError: Bool
        /// Whether it says that an event of another service was taken in, which may be any time later.
        var isReception: Bool { kind == 5 }
        let texts: [String: String]
    }

    struct Record {
        let name: String
        let trace: String?
        let texts: [String: String]
    }

    private(set) var spans: [Span] = []
    private(set) var records: [Record] = []

    /// A file that does not exist has nothing in it.
    /// - Throws: when a line is not JSON.
    init(path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        for line in try Data(contentsOf: URL(filePath: path)).split(separator: UInt8(ascii: "\n")) {
            let object = try JSONSerialization.jsonObject(with: line) as? [String: Any] ?? [:]
            for resource in object["resourceSpans"] as? [[String: Any]] ?? [] {
                let named = Self.texts(resource["resource"] as? [String: Any] ?? [:])
                for scope in resource["scopeSpans"] as? [[String: Any]] ?? [] {
                    spans += (scope["spans"] as? [[String: Any]] ?? []).map { Self.span($0, named) }
                }
            }
            for resource in object["resourceLogs"] as? [[String: Any]] ?? [] {
                for scope in resource["scopeLogs"] as? [[String: Any]] ?? [] {
                    records += (scope["logRecords"] as? [[String: Any]] ?? []).map {
                        Record(
                            name: $0["eventName"] as? String ?? "", trace: $0["traceId"] as? String,
                            texts: Self.texts($0))
                    }
                }
            }
        }
    }

    private static func span(_ span: [String: Any], _ resource: [String: String]) -> Span {
        Span(
            service: resource["service.name"] ?? "", instance: resource["service.instance.id"] ?? "",
            trace: span["traceId"] as? String ?? "", id: span["spanId"] as? String ?? "",
            parent: span["parentSpanId"] as? String, name: span["name"] as? String ?? "",
            kind: span["kind"] as? Int ?? 0, isError: (span["status"] as? [String: Any])?["code"] as? Int == 2,
            texts: texts(span))
    }

    private static func texts(_ item: [String: Any]) -> [String: String] {
        (item["attributes"] as? [[String: Any]] ?? []).reduce(into: [:]) { all, pair in
            if let key = pair["key"] as? String {
                all[key] = (pair["value"] as? [String: Any])?["stringValue"] as? String
            }
        }
    }

    /// A trace as indented lines `service name`, children in the order of their names, without receptions.
    func tree(of trace: String) -> [String] {
        let own = spans.filter { $0.trace == trace && !$0.isReception }
        func lines(under parent: String?, depth: Int) -> [String] {
            own.filter { $0.parent == parent }.sorted { $0.name < $1.name }.flatMap { span in
                [String(repeating: "  ", count: depth) + span.service + " " + span.name]
                    + lines(under: span.id, depth: depth + 1)
            }
        }
        return lines(under: nil, depth: 0)
    }
}
