import OTLP
import Testing

/// The files in Samples were made by the real software; what they hold is written down in ``SampleTables``.
@Suite struct SampleTests {
    @Test(arguments: ["otlp-python-sdk", "otlp-collector-v0.159", "otlp-collector-v0.120"])
    func theSameDataFromThreeProducersIsReadAlike(sample: String) throws {
        let reading = Reading(bytes: try Reading.sample(sample))
        #expect(reading.outcomes == Array(repeating: .good, count: 18))
        #expect(try rows(reading, sample) == SampleTables.shop.sorted())
        #expect(reading.batch.logCount == 11)
        #expect(reading.batch.metricPoints == 9)
        #expect(reading.spans.filter { $0.saga == "ord-7f3a91" }.count == 6)
    }

    @Test func temporalsSpansAreReadAsTheyAre() throws {
        let reading = Reading(bytes: try Reading.sample("otlp-temporal-python"))
        #expect(reading.outcomes == [.good])
        #expect(try rows(reading, "otlp-temporal-python") == SampleTables.temporal.sorted())
    }

    @Test func protobufsPrintersAreReadAlikeWhateverTheirOptions() throws {
        let reading = Reading(bytes: try Reading.sample("otlp-protobuf-json-variants"))
        #expect(reading.outcomes == [.good, .good, .good])
        let trace = try #require(TraceID("fb9224c34a33a8529bb5f2165b2b3e08"))
        let names = ["INSERT inventory", "POST /reserve-stock", "POST /reserve-stock", "saga.step reserve-stock"]
        let ids: [UInt64] = [
            0x90B2_CBA7_F124_FB8D, 0x35AA_6D78_5920_4CE2, 0x6938_904E_E469_CAD0, 0xDAEE_2C47_A2F4_CD98,
        ]
        for line in 0..<3 {
            let spans = Array(reading.spans[(line * 4)..<(line * 4 + 4)])
            #expect(spans.map(\.name) == names)
            #expect(spans.map(\.record.id) == ids)
            #expect(spans.allSatisfy { $0.record.trace == trace })
            #expect(spans.map(\.record.kind) == [.client, .server, .client, .internal])
            #expect(spans.map(\.service) == ["inventory", "inventory", "orders", "orders"])
            #expect(spans.map(\.record.parent) == [ids[1], ids[2], ids[3], 0x87C9_4C4F_1B5F_7F71])
            #expect(spans[3].record.start == 1_795_479_332_894_013_382)
            #expect(spans[3].record.duration == 9_170_080)
            #expect(spans[3].saga == "ord-7f3a91")
        }
    }

    @Test func aLoneSurrogateIsReplacedAndLosesNothingElse() throws {
        let bytes = try Reading.sample("otlp-python-sdk-lone-surrogate")
        let reading = Reading(bytes: bytes)
        #expect(reading.outcomes == [.good])
        #expect(reading.spans.map(\.name) == ["lone surrogate"])
        var reader = OTLPReader()
        let trace = try #require(TraceID("bb8db6e2dfb9fd84fadc8aac5b8c67ee"))
        let span = try #require(reader.details(in: bytes, DetailRequest(trace: trace)).spans.first)
        #expect(span.attributes["k.surrogate"] == .string("bad \u{FFFD} half"))
        #expect(span.resource.attributes["host.name"] == .string("nœud-β"))
    }

    @Test(arguments: ["otlp-python-sdk", "otlp-collector-v0.159", "otlp-collector-v0.120"])
    func everyKindOfValueIsReadFromEachProducer(sample: String) throws {
        let span = try edge(sample)
        #expect(span.traceState == "congo=t61rcWkgMzE,rojo=00f067aa0ba902b7")
        #expect(span.flags == 768)
        #expect(span.droppedAttributes == 1)
        #expect(span.events.map(\.name) == ["ev3", "ev4", "exception"])
        #expect(span.scope.name == "edge")
        #expect(span.scope.attributes["scope.flag"] == .bool(true))
        #expect(span.resource.attributes["process.pid"] == .int(4242))
        let expected: [(String, AttributeValue)] = [
            ("k.string", .string("plain")), ("k.empty", .string("")), ("k.bool_t", .bool(true)),
            ("k.bool_f", .bool(false)), ("k.int", .int(42)), ("k.int_zero", .int(0)), ("k.int_neg", .int(-1)),
            ("k.int_max", .int(.max)), ("k.int_min", .int(.min)), ("k.int_2p53p1", .int(9_007_199_254_740_993)),
            ("k.double", .double(3.14159)), ("k.double_int", .double(1)), ("k.double_big", .double(1e300)),
            ("k.inf", .double(.infinity)), ("k.neg_zero", .double(0)),
            ("k.arr_str", .array([.string("a"), .string("b")])), ("k.arr_int", .array([.int(1), .int(2)])),
            ("k.arr_empty", .array([])),
            ("k.linesep", .string("ls\u{2028} ps\u{2029} nel\u{85} vt\u{B} ff\u{C} crlf\r\n end")),
            (
                "k.ctrl",
                .string(
                    "nul\0 bell\u{7} bs\u{8} tab\t nl\n cr\r esc\u{1B}[31mred\u{1B}[0m del\u{7F} c1\u{9B} "
                        + "osc\u{1B}]0;title\u{7}")
            ),
        ]
        for (key, value) in expected { #expect(span.attributes[key] == value, "\(key)") }
        guard case .double(let nan)? = span.attributes["k.nan"] else { throw Missing() }
        #expect(nan.isNaN)
    }

    private struct Missing: Error {}

    private func edge(_ sample: String) throws -> SpanDetail {
        var reader = OTLPReader()
        let request = DetailRequest(
            trace: try #require(TraceID("4bf92f3577b34da6a3ce929d0e0e4736")), span: 0x1E93_005D_7C87_FBAF)
        for line in try Reading.sample(sample).split(separator: 0x0A) {
            if let span = reader.details(in: Array(line), request).spans.first { return span }
        }
        throw Missing()
    }

    /// Every span as a row of the table, sorted, because the samples differ in their order.
    private func rows(_ reading: Reading, _ sample: String) throws -> [String] {
        var reader = OTLPReader()
        let lines = try Reading.sample(sample).split(separator: 0x0A).map(Array.init)
        var rows: [String] = []
        for trace in Set(reading.spans.map(\.record.trace)) {
            for line in lines {
                for span in reader.details(in: line, DetailRequest(trace: trace)).spans {
                    let fields: [String] = [
                        "\(span.trace)", "\(span.id)", span.parent?.description ?? "-", span.resource.service,
                        "\(span.kind.rawValue)", "\(span.status.rawValue)", "\(span.start?.nanoseconds ?? 0)",
                        "\(span.end?.nanoseconds ?? 0)", "\(span.events.count)", "\(span.links.count)", span.name,
                    ]
                    rows.append(fields.joined(separator: " "))
                }
            }
        }
        let kept = reading.spans.map { "\($0.record.trace) \(SpanID($0.record.id)) \($0.name)" }.sorted()
        let found = rows.map { row in
            let fields = row.split(separator: " ", maxSplits: 10, omittingEmptySubsequences: false)
            return "\(fields[0]) \(fields[1]) \(fields[10])"
        }
        #expect(kept == found.sorted())
        return rows.sorted()
    }
}
