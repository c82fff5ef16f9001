import Foundation
import Logging
import ResilienceTesting

@testable import Observability

/// A trace log in a folder of its own, and a way to read back what is in it.
final class TestLog: Sendable {
    let folder: URL
    let path: String
    let log: TelemetryLog
    let said: Said

    init(
        path: String? = nil, queueLimit: Int = 8192, batchLimit: Int = 256, limits: SpanLimits = SpanLimits(),
        resource: TelemetryResource = TelemetryResource(serviceName: "orders", instanceID: "orders-1", version: "1.0")
    ) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "observability-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        self.path = path ?? folder.appending(path: "trace.jsonl").path
        let said = Said()
        self.said = said
        log = TelemetryLog(
            TelemetryLog.Settings(
                path: self.path, queueLimit: queueLimit, batchLimit: batchLimit, gathering: .zero, limits: limits),
            resource: resource, logger: Logger(label: "telemetry") { _ in said.handler })
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func tracer(sampler: Sampler = .parentBased(), seed: UInt64 = 1) -> OTLPTracer {
        OTLPTracer(log: log, sampler: sampler, limits: SpanLimits(), ids: .from(SeededGenerator(seed: seed)))
    }

    /// All lines of the file, each as JSON. Fails when one is not.
    func lines() throws -> [[String: Any]] {
        let data = try Data(contentsOf: URL(filePath: path))
        return try data.split(separator: UInt8(ascii: "\n")).map { line in
            guard let object = try JSONDecoder().decode(JSONValue.self, from: line).any as? [String: Any] else {
                throw CocoaError(.fileReadCorruptFile)
            }
            return object
        }
    }

    /// All spans of the file.
    func spans() throws -> [[String: Any]] {
        try items("resourceSpans", "scopeSpans", "spans")
    }

    /// All spans of the lines that are whole: a disk that filled up may have cut others short.
    func wholeSpans() throws -> [[String: Any]] {
        let data = try Data(contentsOf: URL(filePath: path))
        let lines = data.split(separator: UInt8(ascii: "\n")).compactMap {
            try? JSONDecoder().decode(JSONValue.self, from: $0).any as? [String: Any]
        }
        return items(lines, "resourceSpans", "scopeSpans", "spans")
    }

    /// All log records of the file.
    func logRecords() throws -> [[String: Any]] {
        try items("resourceLogs", "scopeLogs", "logRecords")
    }

    private func items(_ resource: String, _ scope: String, _ item: String) throws -> [[String: Any]] {
        items(try lines(), resource, scope, item)
    }

    private func items(
        _ lines: [[String: Any]], _ resource: String, _ scope: String, _ item: String
    ) -> [[String: Any]] {
        lines.flatMap { line in
            (line[resource] as? [[String: Any]] ?? []).flatMap { resource in
                (resource[scope] as? [[String: Any]] ?? []).flatMap { $0[item] as? [[String: Any]] ?? [] }
            }
        }
    }
}

/// What a log handler was given.
final class Said: Sendable {
    private let kept = Shared<[String]>([])

    var lines: [String] { kept.change { $0 } }

    func keep(_ line: [UInt8]) { kept.change { $0.append(String(decoding: line, as: UTF8.self)) } }

    var handler: TraceLogHandler {
        TraceLogHandler(label: "test", level: .trace, now: { 1_768_059_557_117_000_000 }) { self.keep($0) }
    }
}

/// The attributes of a span, event or record by key, each as its AnyValue.
func attributes(_ item: [String: Any]) -> [String: [String: Any]] {
    (item["attributes"] as? [[String: Any]] ?? []).reduce(into: [:]) { all, pair in
        if let key = pair["key"] as? String { all[key] = pair["value"] as? [String: Any] }
    }
}

/// The attributes that are strings.
func texts(_ item: [String: Any]) -> [String: String] {
    attributes(item).compactMapValues { $0["stringValue"] as? String }
}
