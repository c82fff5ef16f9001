import Testing

@testable import Traces

@Suite struct FilterTests {
    @Test func everyKindOfTermIsRead() throws {
        let filter = try TraceFilter(
            parsing:
                #"service:payments status:error duration>500ms name:"charge card" attr.order.id=42 trace:4BF9 saga:order-7f3a -kind:client some text"#
        )
        let expected: [TraceFilter.Term.Condition] = [
            .service("payments"), .status(.error), .duration(.greater, nanoseconds: 500_000_000), .name("charge card"),
            .attribute(key: "order.id", .equal, value: "42"), .trace("4bf9"), .saga("order-7f3a"), .kind(.client),
            .text("some"), .text("text"),
        ]
        #expect(filter.terms.map(\.condition) == expected)
        #expect(filter.terms.map(\.isNegated) == expected.map { $0 == .kind(.client) })
    }

    @Test(arguments: ["", "   "])
    func nothingFiltersNothing(source: String) throws { #expect(try TraceFilter(parsing: source).isEmpty) }

    @Test(arguments: [
        ("1.5s", UInt64(1_500_000_000)), ("250us", 250_000), ("3m", 180_000_000_000), ("1h", 3_600_000_000_000),
        ("7ns", 7), ("2MS", 2_000_000),
    ])
    func durationsHaveUnits(written: String, nanoseconds: UInt64) throws {
        let filter = try TraceFilter(parsing: "duration<=\(written)")
        #expect(filter.terms.map(\.condition) == [.duration(.lessOrEqual, nanoseconds: nanoseconds)])
    }

    @Test(arguments: [
        ("status:bad", 7..<10), ("service:a duration>500", 19..<22), ("a servce:x", 2..<8), ("trace:xyz", 6..<9),
        (#"name:"open"#, 5..<10), ("kind:nothing", 5..<12), ("service:", 0..<8), ("service<3", 7..<8),
        ("attr.=1", 0..<5),
    ])
    func anErrorPointsAtItsPlace(source: String, columns: Range<Int>) {
        let error = #expect(throws: TraceFilterError.self) { try TraceFilter(parsing: source) }
        #expect(error?.columns == columns)
        #expect(error?.description.hasPrefix("column \(columns.lowerBound + 1): ") == true)
    }

    private let lines = [
        RandomLog.line(trace: String(repeating: "a", count: 32), id: "0000000000000001", start: 1000, end: 2000),
        RandomLog.line(
            trace: String(repeating: "a", count: 32), id: "0000000000000002", parent: "0000000000000001",
            start: RandomLog.start, end: RandomLog.start + 600_000_000, service: "payments", name: "Charge card",
            kind: 3, isError: true, attributes: #"{"key":"order.id","value":{"intValue":"42"}}"#),
        RandomLog.line(
            trace: String(repeating: "b", count: 32), id: "0000000000000001", start: RandomLog.start,
            end: RandomLog.start + 1_000_000, attributes: #"{"key":"saga.id","value":{"stringValue":"order-7f3a"}}"#),
    ]

    @Test(arguments: [
        ("service:PAY", ["a"]), ("status:error", ["a"]), ("-status:error service:orders", ["a", "b"]),
        ("duration>500ms", ["a"]), ("name:charge", ["a"]), ("trace:bb", ["b"]), ("saga:7f3a", ["b"]), ("card", ["a"]),
        ("order-7f3a", ["b"]), ("kind:client", ["a"]), ("service:orders status:error", []), ("nowhere", []),
        ("duration<10ms kind:server", ["b", "a"]),
    ])
    func aTraceMatchesWhenOneOfItsSpansMeetsAllTerms(source: String, traces: [String]) throws {
        let filter = try TraceFilter(parsing: source)
        let snapshot = TraceSnapshot.reading(
            lines.joined(separator: "\n"), query: TraceQuery(filter: filter), asOf: Timestamp(nanoseconds: 0))
        #expect(Set(snapshot.list.map { String($0.id.description.prefix(1)) }) == Set(traces))
        #expect(snapshot.list.hiddenCount == 2 - traces.count)
    }

    @Test func matchingSpansAreMarkedInTheTree() throws {
        let snapshot = TraceSnapshot.reading(
            lines.joined(separator: "\n"), query: TraceQuery(filter: try TraceFilter(parsing: "charge")),
            open: TraceID(String(repeating: "a", count: 32)), asOf: Timestamp(nanoseconds: 0))
        #expect(snapshot.open?.nodes.map { $0.notes.contains(.matched) } == [false, true])
        #expect(snapshot.list.first?.matchedSpans == 1)
    }

    @Test(arguments: [
        ("attr.order.id=42", 1), ("attr.order.id>41", 1), ("attr.order.id<42", 0), ("attr.order.id!=42", 0),
        ("attr.nothing=1", 0), ("-attr.order.id=42 service:orders", 2), ("attr.service.name=orders", 2),
        ("attr.order.id=42 service:orders", 0),
    ])
    func attributesAreLookedUpInTheFile(source: String, count: Int) async throws {
        let folder = try TempFolder()
        try folder.write(lines.joined(separator: "\n") + "\n", to: "x.jsonl")
        try await EngineRun.on([folder.file("x.jsonl")]) { run in
            _ = try await run.spans(3)
            let query = TraceQuery(filter: try TraceFilter(parsing: source))
            await run.engine.query(query)
            let found = try await run.next { $0.list.query == query && !$0.list.isSearching }
            #expect(found.list.count == count)
        }
    }

    /// JavaScript types a key by the value at hand, so that one key is now an integer, now a double.
    @Test(arguments: [(#"{"intValue":"2"}"#, true), (#"{"doubleValue":2}"#, true), (#"{"doubleValue":2.5}"#, false)])
    func numbersAreComparedWhateverTheirKind(value: String, matches: Bool) async throws {
        let folder = try TempFolder()
        let line = RandomLog.line(
            trace: String(repeating: "a", count: 32), id: "0000000000000001", start: RandomLog.start,
            end: RandomLog.start + 5, attributes: #"{"key":"n","value":\#(value)}"#)
        try folder.write(line + "\n", to: "x.jsonl")
        try await EngineRun.on([folder.file("x.jsonl")]) { run in
            _ = try await run.spans(1)
            let query = TraceQuery(filter: try TraceFilter(parsing: "attr.n=2"))
            await run.engine.query(query)
            let found = try await run.next { $0.list.query == query && !$0.list.isSearching }
            #expect((found.list.count == 1) == matches)
        }
    }

    @Test(arguments: [
        ("se", ["service:"]), ("service:", ["service:orders", "service:payments"]),
        ("x service:pa", ["service:payments"]),
        ("-service:or", ["-service:orders"]), ("name:ch", [#"name:"Charge card""#]), ("saga:", ["saga:order-7f3a"]),
        ("status:e", ["status:error", "status:unset"]), ("dur", ["duration>"]), ("nothing:", []),
        ("attr.", ["attr.", "attr.order.id=", "attr.saga.id=", "attr.service.name="]),
        ("-attr.OR", ["-attr.order.id="]),
        ("attr.id", ["attr.order.id=", "attr.saga.id="]), ("attr.order.id=", []), ("attr.order.id>4", []),
    ])
    func completionOffersWhatWasSeen(source: String, texts: [String]) {
        let list = TraceSnapshot.reading(lines.joined(separator: "\n"), asOf: Timestamp(nanoseconds: 0)).list
        let completions = list.completions(for: source)
        #expect(completions.map(\.text) == texts)
        let word = source.lastIndex(of: " ").map { source.distance(from: source.startIndex, to: $0) + 1 } ?? 0
        #expect(completions.allSatisfy { $0.columns == word..<source.count })
    }

    @Test func sortsPutTheRightTraceFirst() {
        for (sort, first) in [(TraceSort.newest, "b"), (.slowest, "a"), (.failed, "a")] {
            let list = TraceSnapshot.reading(
                lines.joined(separator: "\n"), query: TraceQuery(sort: sort), asOf: Timestamp(nanoseconds: 0)
            ).list
            if sort != .newest { #expect(list.first?.id.description.prefix(1) == first[...]) }
            #expect(list.map { list.index(of: $0) } == Array(0..<list.count))
        }
    }
}
