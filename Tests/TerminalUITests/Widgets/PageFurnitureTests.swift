import Testing
import TerminalUI

@Suite struct PageFurnitureTests {
    @Test func splitsShareTheRoomOrShowTheFocusedPart() {
        let rect = Rect(x: 0, y: 0, width: 41, height: 10)
        let wide = Split(.horizontal, percent: 50).parts(of: rect)
        #expect(wide.first.width == 20 && wide.line.width == 1 && wide.second.width == 20)
        let narrow = Split(.horizontal, least: 30, isSecondFocused: true).parts(of: rect)
        #expect(narrow.first.isEmpty && narrow.second == rect)
        let flat = Split(.vertical, percent: 90, least: 3).parts(of: rect)
        #expect(flat.first.height == 6 && flat.second.height == 3)
    }

    @Test func tabsLoseTheirNamesBeforeTheyLoseTheirKeys() {
        let tabs = Tabs(
            [
                .init(key: "1", title: "Overview"), .init(key: "2", title: "Services", badge: "3"),
                .init(key: "5", title: "Traces"),
            ], active: 1)
        #expect(text(tabs, 50, 1) == " 1 Overview  2 Services 3  5 Traces")
        #expect(text(tabs, 32, 1) == " 1 Overview  2 Services 3  5")
        #expect(text(tabs, 20, 1) == " 1  2 Services 3  5")
        let active = frame(tabs, 50, 1).row(0).enumerated().filter { $0.element.style.attributes.contains(.reverse) }
        #expect(active.map(\.offset) == Array(12..<26))
        #expect(tabs.places(in: Rect(x: 0, y: 0, width: 20, height: 1)).map(\.x) == [0, 3, 17])
    }

    @Test func textPanesWrapAndScroll() {
        let pane = TextPane(["one two three four", "", "five"], top: 1)
        #expect(pane.count(width: 10) == 5)
        #expect(text(pane, 10, 3) == "three    │\nfour     █\n         │")
        #expect(pane.lastTop(in: Size(width: 10, height: 3)) == 2)
        #expect(text(TextPane(["0123456789"], wraps: false, scroll: 4), 6, 1) == "45678")
    }

    @Test func helpIsDealtOutToColumnsAndScrolled() {
        let help = HelpOverlay(
            title: "keys",
            groups: [
                .init("Move", [.init("j k", "down, up"), .init("g G", "first, last")]),
                .init("Act", [.init("r", "reset", isEnabled: false)]), .init("Other", [.init("q", "quit")]),
            ])
        #expect(
            text(help, 34, 8) == """
                ╭─ keys ─────────────────────────╮
                │ Move                          █│
                │ j k  down, up                 █│
                │ g G  first, last              █│
                │                               █│
                │ Act                           ││
                │ r  reset                      ││
                ╰────────────────────────────────╯
                """)
        #expect(help.lastTop(in: Size(width: 34, height: 8), theme: .monochrome) == 3)
        var scrolled = help
        scrolled.top = 99
        #expect(text(scrolled, 34, 8).contains("q  quit"))
        let wide = text(help, 90, 12)
        #expect(wide.split(separator: "\n").contains { $0.contains("j k  down, up") && $0.contains("r  reset") })
    }

    @Test func toastsStandAtTheLowerRightWithASign() {
        let shown = text(Toast("exported to trace.json", .good), 40, 3)
        #expect(shown == "\n\n               ✓ exported to trace.json")
        #expect(reversedRows(frame(Toast("no", .bad), 40, 3)) == [2])
        #expect(text(Toast("a long remark that needs two lines", .warning), 24, 3).split(separator: "\n").count == 2)
    }
}
