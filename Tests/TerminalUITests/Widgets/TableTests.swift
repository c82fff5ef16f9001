import Testing
import TerminalUI

@Suite struct TableTests {
    private let columns = [
        Column("service", .fill(), least: 8), Column("health", .fixed(9), priority: 1, sort: .descending),
        Column("p99", .fixed(6), align: .trailing, priority: 2), Column("trend", .fixed(8), priority: 3),
    ]

    private func table(count: Int = 3, top: Int = 0, selected: Int? = 1, scroll: Int = 0) -> Table {
        Table(columns: columns, count: count, top: top, selected: selected, scroll: scroll, emptyText: "nothing yet") {
            Table.Row([StyledText("service-\($0)"), "healthy", StyledText("\($0 * 10) ms"), "▁▂▃▄▅▆▇█"])
        }
    }

    @Test func columnsAreAlignedUnderTheirHeadings() {
        #expect(
            text(table(), 40, 4) == """
                service        health ▼     p99 trend
                service-0      healthy     0 ms ▁▂▃▄▅▆▇█
                service-1      healthy    10 ms ▁▂▃▄▅▆▇█
                service-2      healthy    20 ms ▁▂▃▄▅▆▇█
                """)
    }

    @Test func columnsOfLowPriorityVanishWhenItIsNarrow() {
        #expect(text(table(count: 1), 30, 2) == "service       health ▼     p99\nservice-0     healthy     0 ms")
        #expect(text(table(count: 1), 20, 2) == "service    health ▼\nservice-0  healthy")
        #expect(text(table(count: 1), 10, 2) == "service\nservice-0")
        #expect(text(table(count: 1), 4, 2) == "ser…\nser…")
    }

    @Test func theCursorsLineIsVisibleWithoutColours() {
        #expect(reversedRows(frame(table(), 40, 4)) == [2])
        #expect(frame(table(), 40, 4).row(2).allSatisfy { $0.style.attributes.contains(.reverse) })
        var unfocused = table()
        unfocused.isFocused = false
        #expect(reversedRows(frame(unfocused, 40, 4)) == [])
        #expect(frame(unfocused, 40, 4).row(2).allSatisfy { $0.style.attributes.contains(.underline) })
    }

    @Test func onlyVisibleRowsAreAskedFor() {
        var asked: [Int] = []
        let table = Table(columns: columns, count: 1_000_000, top: 500_000, selected: 500_001) { row in
            asked.append(row)
            return Table.Row([StyledText("\(row)")])
        }
        _ = text(table, 40, 6)
        #expect(asked == Array(500_000..<500_005))
    }

    @Test func aScrollBarShowsWhereInTheListOneIs() {
        let top = text(table(count: 100, top: 0), 40, 6)
        #expect(top.split(separator: "\n").map { $0.last } == ["d", "█", "│", "│", "│", "│"])
        let end = text(table(count: 100, top: 95), 40, 6)
        #expect(end.split(separator: "\n").map { $0.last } == ["d", "│", "│", "│", "│", "█"])
        #expect(ScrollBar(count: 100, top: 1, height: 5).thumb(length: 5) == 1..<2, "not at the top any more")
        #expect(ScrollBar(count: 100, top: 94, height: 5).thumb(length: 5) == 3..<4, "not yet at the end")
        #expect(ScrollBar(count: 3, top: 0, height: 5).thumb(length: 5) == 0..<5)
    }

    @Test func scrollingSidewaysKeepsTheFirstColumnAndBringsHiddenColumnsIntoView() {
        #expect(text(table(count: 1, scroll: 12), 20, 2) == "service   p99 trend\nservice… 0 ms ▁▂▃▄▅▆")
        #expect(text(table(count: 1, scroll: 20), 20, 2) == "service  nd\nservice… ▄▅▆▇█")
    }

    @Test func anEmptyTableSaysWhy() {
        #expect(text(table(count: 0, selected: nil), 40, 3).contains("nothing yet"))
    }

    @Test func hostileAndWideTextStaysInItsColumn() {
        let table = Table(columns: columns, count: 1) { _ in
            Table.Row(["東京東京東京東京東京東京", "\u{1B}[31m\u{202E}", "👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", "\n\n\n\n\n"])
        }
        #expect(text(table, 40, 2).split(separator: "\n")[1] == "東京東京東京…  \\e[31m\\u… 👨‍👩‍👧‍👦👨‍👩‍👧‍👦…  \\n\\n\\n\\…")
    }

    @Test func everySizeIsDrawn() {
        for width in 0...24 {
            for height in 0...4 { _ = text(table(count: 50, scroll: width % 3), width, height) }
        }
    }
}
