import Testing

@testable import Traces

@Suite struct TreeTests {
    private let trace = String(repeating: "c", count: 32)

    /// A span at milliseconds from the start.
    private func span(
        _ id: String, under parent: String = "", _ from: UInt64, _ to: UInt64?, service: String = "a", kind: Int = 1,
        isError: Bool = false
    ) -> String {
        RandomLog.line(
            trace: trace, id: padded(id), parent: parent.isEmpty ? "" : padded(parent),
            start: RandomLog.start + from * 1_000_000, end: to.map { RandomLog.start + $0 * 1_000_000 } ?? 0,
            service: service, name: id, kind: kind, isError: isError)
    }

    private func padded(_ id: String) -> String { String(repeating: "0", count: 16 - id.count) + id }

    private func tree(_ lines: [String]) throws -> SpanTree {
        try #require(TraceIngest.reading(lines).tree(trace))
    }

    /// Rows as text: two blanks for each level, the name, and what is asked for.
    private func drawing(_ tree: SpanTree, _ fact: (SpanTreeNode) -> String = { _ in "" }) -> [String] {
        tree.nodes.map { node in
            let name = node.isMissing ? "?" : node.name
            return String(repeating: "  ", count: node.depth) + name + fact(node)
        }
    }

    @Test func childrenHangUnderTheirParentsByStart() throws {
        let tree = try tree([
            span("4", under: "2", 3, 4), span("3", under: "1", 5, 9), span("2", under: "1", 1, 4), span("1", 0, 10),
        ])
        #expect(drawing(tree) == ["1", "  2", "    4", "  3"])
        #expect(tree.nodes.map(\.descendantCount) == [3, 1, 0, 0])
        #expect(tree.duration == .milliseconds(10))
    }

    @Test func spansWithoutTheirParentHangUnderARowThatSaysSo() throws {
        let tree = try tree([span("3", under: "9", 2, 5), span("2", under: "9", 1, 3), span("1", 0, 10)])
        #expect(drawing(tree) == ["1", "?", "  2", "  3"])
        #expect(tree.missingParentCount == 1)
        #expect(tree.nodes[1].id == .missingParent(SpanID(9)))
        #expect(tree.nodes[1].start.nanoseconds == RandomLog.start + 1_000_000)
        #expect(tree.nodes[1].duration == .milliseconds(4))
    }

    @Test func aLateParentTakesItsChildren() throws {
        let tree = try tree([span("3", under: "2", 2, 5), span("1", 0, 10), span("2", under: "1", 1, 6)])
        #expect(drawing(tree) == ["1", "  2", "    3"])
        #expect(tree.missingParentCount == 0)
    }

    @Test func cyclesAreCutAndSaid() throws {
        let tree = try tree([span("1", under: "3", 0, 9), span("2", under: "1", 1, 8), span("3", under: "2", 2, 7)])
        #expect(drawing(tree) == ["1", "  2", "    3"])
        #expect(tree.cycleCount == 1)
        #expect(tree.nodes.map { $0.notes.contains(.cycle) } == [true, false, false])
        #expect(drawing(try self.tree([span("1", under: "1", 0, 9)])) == ["1"])
    }

    @Test func selfTimeIsWhatNoChildCovers() throws {
        let tree = try tree([
            span("1", 0, 10), span("2", under: "1", 1, 4), span("3", under: "1", 3, 6), span("4", under: "1", 8, 20),
        ])
        #expect(tree.nodes.map(\.selfTime) == [3, 3, 3, 12].map { Duration.milliseconds($0) })
    }

    @Test func theCriticalPathGoesThroughWhatWasWaitedFor() throws {
        let tree = try tree([
            span("1", 0, 10), span("2", under: "1", 0, 4), span("3", under: "1", 1, 3), span("4", under: "1", 4, 9),
            span("5", under: "4", 5, 8), span("6", under: "4", 5, 6),
        ])
        let critical = tree.nodes.filter { $0.notes.contains(.critical) }.map(\.name)
        #expect(critical == ["1", "2", "4", "5"])
    }

    @Test func clocksThatDisagreeAreNoted() throws {
        let tree = try tree([
            span("1", 5, 10, service: "a", kind: 3), span("2", under: "1", 4, 9, service: "b", kind: 2),
            span("3", under: "1", 6, 12, service: "b", kind: 2), span("4", under: "1", 4, 9, service: "a"),
            span("5", under: "1", 6, 12, service: "c", kind: 5),
        ])
        let skewed = tree.nodes.filter { $0.notes.contains(.clockSkew) }.map(\.name)
        #expect(skewed == ["2", "3"])
    }

    @Test func runningAndFailedSpansAreCounted() throws {
        let tree = try tree([
            span("1", 0, nil), span("2", under: "1", 1, 5, isError: true), span("3", under: "2", 2, 3, isError: true),
        ])
        #expect(tree.nodes.map { $0.notes.contains(.running) } == [true, false, false])
        #expect(tree.nodes.map(\.failedDescendantCount) == [2, 1, 0])
        #expect(tree.errorCount == 2)
        #expect(tree.nextFailed(after: 0) == 1)
        #expect(tree.nextFailed(after: 2) == 1)
        #expect(tree.nextFailed(after: 1, backwards: true) == 2)
    }

    @Test func aSpanReadTwiceStaysOneAndTheEndedReadingWins() throws {
        let ended = span("1", 0, 10)
        for lines in [[ended, span("1", 0, nil)], [span("1", 0, nil), ended]] {
            let ingest = TraceIngest.reading(lines)
            let tree = try #require(ingest.tree(trace))
            #expect(tree.nodes.map(\.duration) == [.milliseconds(10)])
            #expect(tree.nodes[0].notes.isSuperset(of: [.duplicate]))
            #expect(ingest.store.duplicates == 1)
            #expect(ingest.store.traces[0].runningCount == 0)
        }
    }

    @Test func foldedRowsHideWhatHangsUnderThem() throws {
        let tree = try tree([
            span("1", 0, 10), span("2", under: "1", 1, 4), span("3", under: "2", 2, 3), span("4", under: "1", 5, 6),
        ])
        #expect(tree.rows(folding: []) == [0, 1, 2, 3])
        #expect(tree.rows(folding: [.span(SpanID(2))]) == [0, 1, 3])
        #expect(tree.rows(folding: [.span(SpanID(1)), .span(SpanID(2))]) == [0])
    }

    @Test func aVeryDeepTraceNeedsNoStack() throws {
        let count = 5_000
        let lines = (1...count).map { number in
            RandomLog.line(
                trace: trace, id: String(number, radix: 16).leftPadded,
                parent: number == 1 ? "" : String(number - 1, radix: 16).leftPadded,
                start: RandomLog.start + UInt64(number), end: RandomLog.start + 1_000_000)
        }
        let tree = try tree(lines.reversed())
        #expect(tree.nodes.count == count)
        #expect(tree.nodes.last?.depth == count - 1)
        #expect(tree.nodes.allSatisfy { $0.notes.contains(.critical) })
    }

    @Test func spansWithoutReadableIDsAreKeptApart() throws {
        let bad =
            #"{"traceId":"\#(trace)","spanId":"zz","name":"bad","startTimeUnixNano":"1795479332000000000","endTimeUnixNano":"1795479332000000001"}"#
        let tree = try tree([bad, bad, span("1", 0, 1)])
        #expect(tree.spanCount == 3)
        #expect(Set(tree.nodes.map(\.id)).count == 3)
        #expect(tree.nodes.filter { if case .unidentified = $0.id { true } else { false } }.count == 2)
    }
}

extension String {
    fileprivate var leftPadded: String { String(repeating: "0", count: 16 - count) + self }
}
