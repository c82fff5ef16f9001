import Foundation
import OTLP
import Testing

/// What a reader makes of some text, with names in place of symbols.
struct Reading {
    struct Span: Equatable {
        var record: SpanRecord
        var name: String
        var service: String
        var saga: String
    }

    var outcomes: [LineOutcome] = []
    var spans: [Span] = []
    var batch = SpanBatch()
    var attributeKeys: [String] = []

    /// Reads lines of bytes, split at line feeds alone.
    init(bytes: [UInt8], interest: DomainInterest = DomainInterest()) {
        var reader = OTLPReader(interest: interest)
        let padded = bytes + [UInt8](repeating: 0x20, count: OTLPReader.padding)
        padded.withUnsafeBufferPointer { buffer in
            var start = 0
            let content = UnsafeBufferPointer(rebasing: buffer[..<bytes.count])
            while start < bytes.count {
                let end = LineScanner.lineEnd(in: content, from: start) ?? bytes.count
                outcomes.append(reader.read(UnsafeBufferPointer(rebasing: buffer[start..<end]), offset: UInt64(start)))
                start = end + 1
            }
        }
        batch = reader.batch
        attributeKeys = (1..<UInt32(reader.attributeKeys.count)).map { reader.attributeKeys[$0] }.sorted()
        spans = batch.spans.map { record in
            Span(
                record: record, name: reader.symbols[record.name], service: reader.symbols[record.service],
                saga: reader.symbols[record.saga])
        }
    }

    init(_ text: String, interest: DomainInterest = DomainInterest()) {
        self.init(bytes: Array(text.utf8), interest: interest)
    }

    /// A line around one span's members.
    init(span members: String) { self.init(Reading.line(span: members)) }

    /// Ids that are not what a test is about.
    static let ids = #""traceId":"4bf92f3577b34da6a3ce929d0e0e4736","spanId":"00f067aa0ba902b7""#

    static func line(span members: String) -> String {
        #"{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"orders"}}]},"#
            + #""scopeSpans":[{"scope":{"name":"s"},"spans":[{"# + members + "}]}]}]}"
    }

    static func sample(_ name: String) throws -> [UInt8] {
        let url = try #require(Bundle.module.url(forResource: "Samples/\(name)", withExtension: "jsonl"))
        return Array(try Data(contentsOf: url))
    }
}

extension Reading {
    /// Everything about one span of a line.
    static func detail(_ line: String, trace: String = "4bf92f3577b34da6a3ce929d0e0e4736") throws -> LineDetails {
        var reader = OTLPReader()
        return reader.details(in: Array(line.utf8), DetailRequest(trace: try #require(TraceID(trace))))
    }

    /// The value of the only attribute of a span.
    static func value(_ json: String) throws -> AttributeValue? {
        let details = try detail(line(span: ids + #","attributes":[{"key":"k","value":"# + json + "}]"))
        return details.spans.first?.attributes["k"]
    }
}
