import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Follows what a shop writes into its trace log as domain events. Each look reads only what was appended since, and of
/// that parses only lines that hold such events: most are spans.
final class ShopTrace {
    struct Record {
        let name: String
        /// In hexadecimal; empty: it belongs to none.
        let trace: String
        /// `service.instance.id` of who wrote it.
        let instance: String
        let attributes: [String: String]

        subscript(key: String) -> String { attributes[key] ?? "" }
    }

    private static let marker = Array(#"{"resourceLogs":"#.utf8)

    private let path: String
    private var file: UnsafeMutablePointer<FILE>?
    private var line: UnsafeMutablePointer<CChar>?
    private var capacity = 0
    private var found: [Record] = []

    init(of shop: ShopProcess) { path = shop.folder.path + "/trace.jsonl" }

    deinit {
        free(line)
        if let file { fclose(file) }
    }

    /// All that was written so far, oldest first.
    func records() throws -> [Record] {
        try read()
        return found
    }

    /// Waits until an event is written, or returns one that is there already: the oldest that fits.
    func first(where fits: (Record) -> Bool) async throws -> Record {
        var looked = 0
        while true {
            try read()
            if let record = found[looked...].first(where: fits) { return record }
            looked = found.count
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    /// The states that a breaker went through.
    func states(ofBreaker name: String) throws -> [String] {
        try records().filter { $0.name == "circuit_breaker.state_changed" && $0["circuit_breaker.name"] == name }
            .map { $0["circuit_breaker.state"].uppercased() }
    }

    private func read() throws {
        if file == nil { file = fopen(path, "r") }
        guard let file else { return }
        clearerr(file)
        while true {
            let start = ftello(file)
            let length = getline(&line, &capacity, file)
            guard length > 0, let line else { return }
            guard UInt8(bitPattern: line[length - 1]) == UInt8(ascii: "\n") else {
                // Half-written: read again with its rest.
                try #require(fseeko(file, start, SEEK_SET) == 0)
                return
            }
            let isEvents =
                length > Self.marker.count && memcmp(line, Self.marker, Self.marker.count) == 0
            if isEvents { found += Self.records(inLine: Data(bytes: line, count: length)) }
        }
    }

    private static func records(inLine line: Data) -> [Record] {
        guard let object = try? JSONSerialization.jsonObject(with: line) as? [String: Any] else { return [] }
        return list(object["resourceLogs"]).flatMap { resource in
            let instance = attributes(resource["resource"] as? [String: Any])["service.instance.id"] ?? ""
            return list(resource["scopeLogs"]).flatMap { list($0["logRecords"]) }.map { record in
                Record(
                    name: record["eventName"] as? String ?? "", trace: record["traceId"] as? String ?? "",
                    instance: instance, attributes: attributes(record))
            }
        }
    }

    private static func attributes(_ holder: [String: Any]?) -> [String: String] {
        let pairs = list(holder?["attributes"]).map { ($0["key"] as? String ?? "", words($0["value"])) }
        return Dictionary(pairs) { first, _ in first }
    }

    private static func list(_ value: Any?) -> [[String: Any]] { value as? [[String: Any]] ?? [] }

    private static func words(_ value: Any?) -> String {
        ((value as? [String: Any])?.values.first).map { "\($0)" } ?? ""
    }
}
