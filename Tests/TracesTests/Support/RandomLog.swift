import Foundation
import ResilienceTesting

/// Lines of made-up traces.
struct RandomLog {
    static let start: UInt64 = 1_795_479_332_000_000_000
    private static let services = ["orders", "payments", "inventory", "shipping"]
    private static let names = ["POST /orders", "charge", "reserve", "SELECT", "publish"]

    var random: SeededGenerator
    private var clock = RandomLog.start

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// The lines of one trace of up to twelve spans: parents anywhere, some missing, failed, unfinished, twice.
    mutating func trace() -> [String] {
        clock += 1_000_000
        let trace = hex(random.next()) + hex(random.next())
        let ids = (0..<Int.random(in: 1...12, using: &random)).map { _ in hex(random.next() | 1) }
        var lines: [String] = []
        for (number, id) in ids.enumerated() {
            let isOrphan = Int.random(in: 0..<15, using: &random) == 0
            let parent =
                isOrphan ? hex(random.next() | 1) : number == 0 ? "" : ids[Int.random(in: 0..<number, using: &random)]
            let start = clock + UInt64(number) * 10_000
            let end =
                Int.random(in: 0..<20, using: &random) == 0
                ? 0 : start + UInt64.random(in: 0...9_000_000, using: &random)
            let line = RandomLog.line(
                trace: trace, id: id, parent: parent, start: start, end: end,
                service: RandomLog.services.randomElement(using: &random)!,
                name: RandomLog.names.randomElement(using: &random)!,
                isError: Int.random(in: 0..<10, using: &random) == 0)
            lines.append(line)
            if Int.random(in: 0..<12, using: &random) == 0 { lines.append(line) }
        }
        return lines.shuffled(using: &random)
    }

    /// Lines of several traces, with a few that are bad, blank or logs.
    mutating func lines(traces: Int) -> [String] {
        var lines: [String] = []
        for _ in 0..<traces {
            lines += trace()
            switch Int.random(in: 0..<12, using: &random) {
            case 0: lines.append("INFO a plain line")
            case 1: lines.append(#"{"resourceSpans":[{"scope"#)
            case 2: lines.append("")
            case 3: lines.append(#"{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"x"}}]}]}]}"#)
            default: break
            }
        }
        return lines
    }

    private func hex(_ value: UInt64) -> String { String(format: "%016lx", value) }

    static func line(
        trace: String, id: String, parent: String = "", start: UInt64, end: UInt64, service: String = "orders",
        name: String = "op", kind: Int = 2, isError: Bool = false, attributes: String = "", extra: String = ""
    ) -> String {
        #"{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"\#(service)"}}]},"#
            + #""scopeSpans":[{"spans":[{"traceId":"\#(trace)","spanId":"\#(id)","parentSpanId":"\#(parent)","#
            + #""name":"\#(name)","kind":\#(kind),"startTimeUnixNano":"\#(start)","endTimeUnixNano":"\#(end)","#
            + #""attributes":[\#(attributes)],"status":{\#(isError ? #""code":2"# : "")}\#(extra)}]}]}]}"#
    }
}
