import OTLP
import ResilienceTesting
import TerminalUI
import Testing

@testable import Console
@testable import Traces

/// Whatever is pressed while spans arrive in any order, the open trace stays whole.
@Suite struct OpenTracePropertyTests {
    private static let keys = [
        "j", "k", "g", "G", "^d", "^u", "PgDn", "PgUp", "z", "Z", "←", "→", "E", "W", "n", "N", "x", "w", "Enter", "c",
    ]

    /// Spans of one trace, some failed, some running, some whose parent never comes.
    private func spans(_ count: Int, _ random: inout SeededGenerator) -> [LoggedSpan] {
        (1...count).map { id in
            let parent =
                id == 1
                ? 0 : Int.random(in: 0...9, using: &random) == 0 ? 9_000 + id : Int.random(in: 1..<id, using: &random)
            let start = Double.random(in: 0...900, using: &random)
            return LoggedSpan(
                id, under: parent, "span \(id % 7)", "service \(id % 3)", at: start,
                took: id % 11 == 0 ? nil : Double.random(in: 0...100, using: &random), error: id % 13 == 0 ? "no" : nil)
        }
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func keysAndLateSpansNeverLoseTheCursorOrARow(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let all = spans(60, &random).shuffled(using: &random)
        let sizes = [Size(width: 60, height: 16), Size(width: 130, height: 24), Size(width: 90, height: 40)]
        let log = TraceLog()
        try log.append(Array(all[..<5]), ago: 9)
        var state = testState(sizes[0], page: .traces)
        state.see(log)
        log.take(reduce(&state, .input(.key(.enter))))
        state.see(log)
        var arrived = 5
        for _ in 0..<160 {
            if arrived < all.count, Bool.random(using: &random) {
                let before = try #require(state.traces.open?.selected?.id)
                try log.append([all[arrived]], ago: 9)
                arrived += 1
                state.see(log)
                // A missing parent that came, or went, is another row; any other row keeps the cursor.
                if case .span = before { #expect(state.traces.open?.selected?.id == before, "seed \(seed)") }
            } else {
                state.press(try #require(Self.keys.randomElement(using: &random)), in: log)
            }
            if Int.random(in: 0..<20, using: &random) == 0, let size = sizes.randomElement(using: &random) {
                log.take(reduce(&state, .input(.resize(size))))
            }
            let open = try #require(state.traces.open)
            let tree = try #require(open.tree)
            #expect(open.rows == tree.rows(folding: open.folded), "seed \(seed)")
            #expect(open.selected?.id == open.cursor.selected, "seed \(seed)")
            #expect(view(state).size == state.size)
        }
    }

    @Test(arguments: [7, 8, 9] as [UInt64])
    func parentsAndGapsAreThoseOfTheTree(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let log = TraceLog()
        try log.append(spans(200, &random).shuffled(using: &random), ago: 9)
        log.take([.openTrace(LoggedSpan.traceID(1))])
        let tree = try #require(log.snapshot().open)
        let shape = SpanTreeShape(tree)
        for (place, node) in tree.nodes.enumerated() {
            // The nearest row above that is one level less deep is the parent.
            let parent = tree.nodes[..<place].lastIndex { $0.depth == node.depth - 1 }
            #expect(shape.parent(of: place) == parent, "seed \(seed)")
            let earlier = tree.nodes[..<place].indices.filter { shape.parent(of: $0) == parent }
            let busy = parent.map { parent in
                (earlier.map { tree.nodes[$0].end } + [tree.nodes[parent].start]).max()!
            }
            let gap = busy.map { max(.zero, node.start.since($0)) } ?? .zero
            #expect(Duration.nanoseconds(shape.gap(before: place)) == gap, "seed \(seed)")
        }
    }
}
