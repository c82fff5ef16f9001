import Foundation
import TerminalTesting
import Testing

/// True colours where the terminal announces them and terminfo has the entry for them.
@Suite struct TrueColorTests {
    /// As ncurses-term has it, but with semicolons, which libvterm 0.1.4 reads.
    private static let entry = #"""
        xterm-direct|test entry,
        	RGB, colors#0x1000000, pairs#0x7FFFF,
        	setab=\E[%?%p1%{8}%<%t4%p1%d%e48;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m,
        	setaf=\E[%?%p1%{8}%<%t3%p1%d%e38;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m,
        	use=xterm-256color,

        """#

    @Test func announcedAndKnownTheyAreExact() async throws {
        try await withTerminfo(Self.entry) { folder in
            let terminal = try Fixture.start(environment: ["COLORTERM": "truecolor", "TERMINFO": folder])
            let screen = try await terminal.waitFor("24 direct utf8")
            let title = try #require(screen.rows[0].first { $0.text == "f" })
            #expect(title.foreground == 0x1000000 + 0x6CB6FF)
            terminal.press("q")
            #expect(try await terminal.ending() == .exited(0))
        }
    }

    @Test func announcedWithoutAnEntryTheyAreTheNearestOf256() async throws {
        let terminal = try Fixture.start(environment: ["COLORTERM": "truecolor", "TERM": "screen-256color"])
        let screen = try await terminal.waitFor("24 palette256 utf8")
        let title = try #require(screen.rows[0].first { $0.text == "f" })
        #expect(title.foreground == 75)
    }

    @Test func notAnnouncedTheyAreNotTried() async throws {
        try await withTerminfo(Self.entry) { folder in
            let terminal = try Fixture.start(environment: ["TERMINFO": folder])
            try await terminal.waitFor("24 palette256 utf8")
        }
    }
}
