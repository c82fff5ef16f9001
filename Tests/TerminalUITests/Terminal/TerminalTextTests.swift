import Foundation
import Testing

@testable import TerminalUI

@Suite struct TerminalTextTests {
    @Test func theClipboardTakesAnyTextAsBase64UpToALimit() throws {
        let sequence = try #require(TerminalSequence.copy("naïve\u{1B}\n"))
        #expect(sequence.hasPrefix("\u{1B}]52;c;") && sequence.hasSuffix("\u{07}"))
        let base64 = sequence.dropFirst(7).dropLast()
        #expect(Data(base64Encoded: String(base64)) == Data("naïve\u{1B}\n".utf8))
        #expect(TerminalSequence.copy(String(repeating: "x", count: TerminalSequence.copyLimit + 1)) == nil)
    }

    @Test func nothingInATitleOrNotificationEndsItsSequence() {
        let nasty = "a\u{07}b\u{1B}\\c\u{9C}d"
        for sequence in [
            TerminalSequence.title(nasty),
            TerminalSequence.notify(title: nasty, body: nasty, in: TerminalEnvironment(type: "xterm")),
            TerminalSequence.notify(title: nasty, body: nasty, in: TerminalEnvironment(type: "foot")),
        ] {
            let inner = sequence.unicodeScalars.dropFirst().dropLast()
            #expect(inner.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
        }
        let foot = TerminalEnvironment(type: "foot")
        #expect(TerminalSequence.notify(title: "a;b", body: "c", in: foot) == "\u{1B}]777;notify;a,b;c\u{07}")
        #expect(TerminalSequence.title(String(repeating: "x", count: 5000)).count < 220)
    }

    @Test func paddingIsTakenOutOfCapabilities() {
        #expect(TerminalDriver.withoutPadding("\u{1B}[?5l$<200/>\u{1B}[0m$<5>") == "\u{1B}[?5l\u{1B}[0m")
        #expect(TerminalDriver.withoutPadding("a$b") == "a$b")
    }

    @Test func theEnvironmentChoosesTheTheme() {
        func theme(_ variables: [String: String]) -> Theme { .suggested(for: TerminalEnvironment(variables)) }
        #expect(theme(["LANG": "en_US.UTF-8"]).name == "dark")
        #expect(theme(["LANG": "en_US.UTF-8"]).art == .unicode)
        #expect(theme(["LANG": "en_US.ISO-8859-1"]).art == .ascii)
        #expect(theme(["LC_ALL": "C", "LANG": "en_US.UTF-8"]).art == .ascii)
        #expect(theme([:]).art == .ascii)
        #expect(theme(["COLORFGBG": "0;15"]).name == "light")
        #expect(theme(["COLORFGBG": "15;0"]).name == "dark")
        #expect(theme(["NO_COLOR": "1", "COLORFGBG": "0;15"]).name == "monochrome")
        #expect(theme(["NO_COLOR": ""]).name == "dark", "empty counts as not set")
        for name in Theme.names { #expect(Theme(named: name)?.name == name) }
        #expect(Theme(named: "pink") == nil)
    }

    @Test func refusalsAreSentencesThatSayWhatToDo() {
        #expect(TerminalRefusal.typeNotSet.description.contains("TERM=xterm-256color"))
        #expect(TerminalRefusal.unknownType("a\u{1B}b").description.contains("TERM is a\\eb"))
    }
}
