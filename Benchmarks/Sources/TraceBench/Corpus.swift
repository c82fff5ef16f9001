import Foundation

/// Realistic OTLP lines of any size from a seed: traces of a shop, one span a line as a span processor that exports at
/// once writes them, children before parents, about 900 bytes a span.
struct Corpus {
    private static let services = [
        "orders", "payments", "inventory", "shipping", "users", "catalog", "analytics", "web",
    ]
    private static let operations: [(name: String, kind: Int)] = [
        ("POST /orders", 2), ("GET /orders/{id}", 2), ("charge-card", 3), ("reserve-stock", 3), ("SELECT inventory", 3),
        ("INSERT orders", 3), ("orders publish", 4), ("orders process", 5), ("validate-order", 1), ("price-order", 1),
    ]

    private var state: UInt64
    private var clock: UInt64 = 1_795_479_332_000_000_000

    init(seed: UInt64) { state = seed }

    /// Writes lines to a file until it has a size.
    static func write(to path: String, bytes: Int, seed: UInt64) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil) else {
            throw CocoaError(.fileWriteNoPermission, userInfo: [NSFilePathErrorKey: path])
        }
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        defer { try? file.close() }
        var corpus = Corpus(seed: seed)
        var written = 0
        var buffer: [UInt8] = []
        while written < bytes {
            buffer.removeAll(keepingCapacity: true)
            while buffer.count < 1 << 20 { corpus.appendTrace(to: &buffer) }
            try file.write(contentsOf: buffer)
            written += buffer.count
        }
    }

    /// SplitMix64 (Steele, Lea, Flood 2014).
    private mutating func random(_ limit: UInt64) -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        return limit == 0 ? mixed : mixed % limit
    }

    private mutating func appendTrace(to buffer: inout [UInt8]) {
        clock += 2_000_000 + random(3_000_000)
        let trace = Corpus.hex(random(0)) + Corpus.hex(random(0))
        let ids = (0..<(4 + random(13))).map { _ in Corpus.hex(random(0) | 1) }
        for number in ids.indices.reversed() {
            let parent = number == 0 ? "" : ids[Int(random(UInt64(number)))]
            appendSpan(trace, ids[number], parent: parent, start: clock + UInt64(number) * 50_000, to: &buffer)
        }
    }

    private mutating func appendSpan(
        _ trace: String, _ id: String, parent: String, start: UInt64, to buffer: inout [UInt8]
    ) {
        let service = Corpus.services[Int(random(8))]
        let operation = Corpus.operations[Int(random(10))]
        let parentMember = parent.isEmpty ? "" : #""parentSpanId":"\#(parent)","#
        let status = random(50) == 0 ? #"{"message":"card declined","code":2}"# : "{}"
        let resource = [
            Corpus.text("service.name", service), Corpus.text("service.namespace", "shop"),
            Corpus.text("service.instance.id", service + "-1"), Corpus.text("service.version", "1.4.2"),
            Corpus.text("telemetry.sdk.name", "opentelemetry"), Corpus.text("telemetry.sdk.language", "swift"),
        ]
        let attributes = [
            Corpus.text("http.request.method", "POST"), Corpus.text("http.route", "/orders/{id}"),
            #"{"key":"http.response.status_code","value":{"intValue":"\#(200 + random(2))"}}"#,
            Corpus.text("server.address", "127.0.0.1"), Corpus.text("order.id", "order-\(random(1_000_000))"),
        ]
        let line =
            #"{"resourceSpans":[{"resource":{"attributes":[\#(resource.joined(separator: ","))]},"scopeSpans":"#
            + #"[{"scope":{"name":"shop","version":"0.3.0"},"spans":[{"traceId":"\#(trace)","spanId":"\#(id)","#
            + #"\#(parentMember)"flags":256,"name":"\#(operation.name)","kind":\#(operation.kind),"#
            + #""startTimeUnixNano":"\#(start)","endTimeUnixNano":"\#(start + 100_000 + random(90_000_000))","#
            + #""attributes":[\#(attributes.joined(separator: ","))],"status":\#(status)}]}]}]}"#
        buffer.append(contentsOf: line.utf8)
        buffer.append(0x0A)
    }

    private static func text(_ key: String, _ value: String) -> String {
        #"{"key":"\#(key)","value":{"stringValue":"\#(value)"}}"#
    }

    private static func hex(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
