import Foundation

/// What a shop has written into its trace log as domain events, oldest first.
struct ShopTrace {
    struct Record {
        let name: String
        let attributes: [String: String]

        subscript(key: String) -> String { attributes[key] ?? "" }
    }

    let records: [Record]

    /// A half-written last line is left out.
    init(of shop: ShopProcess) {
        let data = FileManager.default.contents(atPath: shop.folder.path + "/trace.jsonl") ?? Data()
        records = data.split(separator: UInt8(ascii: "\n")).flatMap { Self.records(inLine: Data($0)) }
    }

    /// The states that a breaker went through.
    func states(ofBreaker name: String) -> [String] {
        records.filter { $0.name == "circuit_breaker.state_changed" && $0["circuit_breaker.name"] == name }
            .map { $0["circuit_breaker.state"].uppercased() }
    }

    private static func records(inLine line: Data) -> [Record] {
        guard let object = try? JSONSerialization.jsonObject(with: line) as? [String: Any] else { return [] }
        return list(object["resourceLogs"]).flatMap { list($0["scopeLogs"]) }.flatMap { list($0["logRecords"]) }
            .map { record in
                let pairs = list(record["attributes"]).map { attribute in
                    (attribute["key"] as? String ?? "", words(attribute["value"]))
                }
                return Record(
                    name: record["eventName"] as? String ?? "",
                    attributes: Dictionary(pairs) { first, _ in first })
            }
    }

    private static func list(_ value: Any?) -> [[String: Any]] { value as? [[String: Any]] ?? [] }

    private static func words(_ value: Any?) -> String {
        ((value as? [String: Any])?.values.first).map { "\($0)" } ?? ""
    }
}
