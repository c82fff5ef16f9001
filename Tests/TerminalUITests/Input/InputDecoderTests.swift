import CNcurses
import ResilienceTesting
import Testing

@testable import TerminalUI

@Suite struct InputDecoderTests {
    private let now = ContinuousClock.now

    /// What a decoder makes of batches of input; each batch ends where nothing more waits.
    private func decode(_ batches: [InputDecoder.Raw]...) -> [InputEvent] {
        var decoder = InputDecoder(sequences: KeySequences())
        return batches.flatMap { batch in
            batch.compactMap { decoder.feed($0, at: now) } + [decoder.drained()].compactMap { $0 }
        }
    }

    private func scalars(_ text: String) -> [InputDecoder.Raw] { text.unicodeScalars.map { .scalar($0.value) } }

    @Test func controlsAreKeys() {
        #expect(
            decode(scalars("\u{1}\u{9}\u{D}\u{A}\u{8}\u{7F}\0\u{1F}ä"))
                == [
                    .key(.control("a")), .key(.tab), .key(.enter), .key(.enter), .key(.backspace), .key(.backspace),
                    .key(Key(.character(" "), .control)), .key(.control("_")), .key(.character("ä")),
                ])
    }

    @Test func anEscapeIsAltOnlyWhereSomethingFollowsAtOnce() {
        #expect(decode(scalars("\u{1B}x")) == [.key(.alt("x"))])
        #expect(decode(scalars("\u{1B}"), scalars("x")) == [.key(.escape), .key(.character("x"))])
        #expect(decode(scalars("\u{1B}\u{1B}")) == [.key(.escape), .key(.escape)])
        #expect(decode([.scalar(0x1B), .number(KEY_UP)]) == [.key(Key(.up, .alt))])
        #expect(decode(scalars("\u{1B}\u{7F}")) == [.key(Key(.backspace, .alt))])
    }

    @Test func numbersOfNcursesAreKeys() {
        let pairs: [(Int32, Key)] = [
            (KEY_UP, .up), (KEY_BTAB, .backTab), (KEY_F0 + 5, .function(5)), (KEY_F0 + 17, Key(.function(5), .shift)),
            (KEY_F0 + 29, Key(.function(5), .control)), (KEY_DC, .delete), (KEY_ENTER, .enter),
        ]
        for (number, key) in pairs { #expect(decode([.number(number)]) == [.key(key)]) }
        #expect(decode([.number(9999)]) == [])
    }

    @Test func everyTaughtSequenceIsAKeyOfItsOwn() {
        let sequences = KeySequences()
        let texts = sequences.definitions.map(\.sequence)
        #expect(Set(texts).count == texts.count)
        #expect(sequences.definitions.dropFirst(3).allSatisfy { sequences.key($0.number) != nil })
        let shiftUp = sequences.definitions.first { $0.sequence == "\u{1B}[1;2A" }
        #expect(shiftUp.flatMap { sequences.key($0.number) } == Key(.up, .shift))
        let controlDelete = sequences.definitions.first { $0.sequence == "\u{1B}[3;5~" }
        #expect(controlDelete.flatMap { sequences.key($0.number) } == Key(.delete, .control))
    }

    @Test func aPasteIsOneEventHoweverItArrives() {
        let start = InputDecoder.Raw.number(KeySequences.pasteStart)
        let end = InputDecoder.Raw.number(KeySequences.pasteEnd)
        #expect(decode([start] + scalars("a\rb") + [end]) == [.paste("a\nb")])
        #expect(decode([start], scalars("a"), [.number(KEY_UP)], scalars("b"), [end]) == [.paste("ab")])
        #expect(decode([start, end]) == [.paste("")])
        #expect(decode([start] + scalars("a\u{1B}[31m") + [end]) == [.paste("a\u{1B}[31m")])
    }

    @Test func aPasteThatNeverEndsIsEndedByEscape() {
        let start = InputDecoder.Raw.number(KeySequences.pasteStart)
        #expect(
            decode([start] + scalars("ab"), scalars("\u{1B}"), scalars("q")) == [.paste("ab"), .key(.character("q"))])
    }

    @Test func pastesAreCutAtTheirLimit() {
        let start = InputDecoder.Raw.number(KeySequences.pasteStart)
        let long = scalars(String(repeating: "é", count: 100_000))
        guard case .paste(let text)? = decode([start] + long + [.number(KeySequences.pasteEnd)]).first else {
            Issue.record("no paste")
            return
        }
        #expect(text.utf8.count == InputEvent.pasteLimit)
    }

    @Test(arguments: [
        ("0;5;7M", MouseEvent(.press(.left), at: Point(x: 4, y: 6))),
        ("2;1;1m", MouseEvent(.release(.right), at: Point(x: 0, y: 0))),
        ("64;10;20M", MouseEvent(.wheelUp, at: Point(x: 9, y: 19))),
        ("65;300;200M", MouseEvent(.wheelDown, at: Point(x: 299, y: 199))),
        ("28;5;7M", MouseEvent(.press(.left), at: Point(x: 4, y: 6), [.shift, .alt, .control])),
        ("1;5;7M", MouseEvent(.press(.middle), at: Point(x: 4, y: 6))),
    ])
    func mouseReportsAreRead(report: String, event: MouseEvent) {
        #expect(decode([.number(KeySequences.mouse)] + scalars(report)) == [.mouse(event)])
        let pieces = scalars(report).map { [$0] }
        var decoder = InputDecoder(sequences: KeySequences())
        var events = [decoder.feed(.number(KeySequences.mouse), at: now)].compactMap { $0 }
        for piece in pieces {
            events += piece.compactMap { decoder.feed($0, at: now) } + [decoder.drained()].compactMap { $0 }
        }
        #expect(events == [.mouse(event)], "byte by byte")
    }

    @Test(arguments: [
        "M", "0;0;0M", "0;5M", "0;5;7;9M", "a", "35;5;7M", "66;1;1M", "0;-1;5M", "99999999999999999999;1;1M",
    ])
    func brokenMouseReportsAreDropped(report: String) {
        let events = decode([.number(KeySequences.mouse)] + scalars(report))
        #expect(events.allSatisfy { if case .mouse = $0 { false } else { true } })
    }

    @Test func twoQuickPressesOnACellAreADoublePress() {
        var counter = PressCounter()
        let press = MouseEvent(.press(.left), at: Point(x: 1, y: 1))
        let double = MouseEvent(.doublePress(.left), at: Point(x: 1, y: 1))
        #expect(counter.counted(press, at: now) == press)
        #expect(counter.counted(press, at: now + .milliseconds(300)) == double)
        #expect(counter.counted(press, at: now + .milliseconds(400)) == press, "the third is a single one")
        #expect(counter.counted(press, at: now + .seconds(2)) == press, "too slow")
        let elsewhere = MouseEvent(.press(.left), at: Point(x: 2, y: 1))
        #expect(counter.counted(elsewhere, at: now + .milliseconds(2100)) == elsewhere)
    }

    @Test func whateverComesInTheDecoderGoesOn() {
        var random = SeededGenerator(seed: 9)
        var decoder = InputDecoder(sequences: KeySequences())
        for _ in 0..<20_000 {
            let raw: InputDecoder.Raw =
                Bool.random(using: &random)
                ? .scalar([0x1B, 0x30, 0x3B, 0x4D, 0x61, 0x7F, 0xD800, 0x1F468].randomElement(using: &random) ?? 0)
                : .number(.random(in: 1990...2400, using: &random))
            _ = decoder.feed(raw, at: now)
            if Int.random(in: 0..<5, using: &random) == 0 { _ = decoder.drained() }
        }
        _ = decoder.feed(.number(KeySequences.pasteEnd), at: now)
        _ = decoder.drained()
        #expect(decoder.feed(.scalar(0x71), at: now) == .key(.character("q")))
    }
}
