import Testing
import TerminalUI

@Suite struct TreeTests {
    private let children: [String: [String]] = [
        "process-order": ["validate", "create", "ship"], "create": ["reserve", "charge"], "charge": ["bank"],
        "other": ["leaf"],
    ]

    private func outline(folded: Set<String> = []) -> Outline<String> {
        Outline(roots: ["process-order", "other"], isFolded: folded.contains) { children[$0] ?? [] }
    }

    private func tree(_ outline: Outline<String>) -> Tree {
        Tree(columns: [Column("ms", .fixed(5), align: .trailing)], count: outline.rows.count, selected: 1) {
            Tree.Row(outline.rows[$0].position, StyledText(outline.rows[$0].id), cells: ["1 ms"])
        }
    }

    @Test func guidesShowWhoBelongsToWhom() {
        #expect(
            text(tree(outline()), 30, 9) == """
                ▾ process-order           1 ms
                ├─ validate               1 ms
                ├─▾ create                1 ms
                │ ├─ reserve              1 ms
                │ └─▾ charge              1 ms
                │   └─ bank               1 ms
                └─ ship                   1 ms
                ▾ other                   1 ms
                └─ leaf                   1 ms
                """)
    }

    @Test func asciiWillDo() {
        let folded = tree(outline(folded: ["create", "other"]))
        #expect(
            text(folded, 24, 5, theme: .ascii)
                == "- process-order     1 ms\n|- validate         1 ms\n|-+ create          1 ms\n`- ship             1 ms\n+ other             1 ms"
        )
    }

    @Test func whatIsFoldedIsNotVisited() {
        var visited: [String] = []
        let outline = Outline(roots: ["process-order"], isFolded: { $0 == "create" }) { id in
            visited.append(id)
            return children[id] ?? []
        }
        #expect(outline.rows.map(\.id) == ["process-order", "validate", "create", "ship"])
        #expect(outline.rows[2].position.fold == .folded)
        #expect(!visited.contains("charge"))
        #expect(text(tree(outline), 30, 3).contains("├─▸ create"))
    }

    @Test func aTreeThatContainsItselfEnds() {
        let outline = Outline(roots: ["a"], isFolded: { _ in false }) { $0 == "a" ? ["b"] : ["a"] }
        #expect(outline.rows.map(\.id) == ["a", "b", "a"])
        #expect(outline.rows[2].position.fold == .leaf)
    }

    @Test func veryDeepTreesAreWalkedAndDrawn() {
        let outline = Outline(roots: [0], isFolded: { _ in false }) { $0 < 5000 ? [$0 + 1] : [] }
        #expect(outline.rows.count == 5001)
        let tree = Tree(count: outline.rows.count, top: 4990) {
            Tree.Row(outline.rows[$0].position, StyledText("span \(outline.rows[$0].id)"))
        }
        let shown = text(tree, 30, 2)
        #expect(shown.contains("…") && shown.contains("span 4990"))
    }
}
