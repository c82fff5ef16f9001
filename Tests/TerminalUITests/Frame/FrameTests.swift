import ResilienceTesting
import Testing

@testable import TerminalUI

@Suite struct FrameTests {
    private func frame(_ width: Int, _ height: Int, _ draw: (inout Frame) -> Void) -> Frame {
        var frame = Frame(Size(width: width, height: height))
        draw(&frame)
        return frame
    }

    @Test func textIsPaddedAlignedAndCutWithAnEllipsis() {
        let frame = frame(12, 6) {
            $0.put("left", at: Point(x: 0, y: 0), width: 8, align: .leading)
            $0.put("|", at: Point(x: 8, y: 0))
            $0.put("right", at: Point(x: 0, y: 1), width: 8, align: .trailing)
            $0.put("mid", at: Point(x: 0, y: 2), width: 9, align: .center)
            $0.put("much too long", at: Point(x: 0, y: 3), width: 8)
            $0.put("東京東京", at: Point(x: 0, y: 4), width: 4)
            $0.put("a\u{1B}b", at: Point(x: 0, y: 5), width: 3)
        }
        #expect(frame.text() == "left    |\n   right\n   mid\nmuch to…\n東…\na\\…")
    }

    @Test func theNextColumnComesBack() {
        var frame = Frame(Size(width: 10, height: 1))
        #expect(frame.put("東a", at: .zero) == 3)
        #expect(frame.put("x", at: .zero, width: 5) == 5)
        #expect(frame.put("far beyond the edge", at: Point(x: 4, y: 0)) <= 23)
    }

    @Test func drawingIsClippedToItsArea() {
        let frame = frame(10, 4) { frame in
            frame.fill(Rect(x: 0, y: 0, width: 10, height: 4))
            frame.inside(Rect(x: 2, y: 1, width: 4, height: 2)) { frame in
                #expect(frame.area == Rect(x: 0, y: 0, width: 4, height: 2))
                frame.put("abcdefgh", at: Point(x: -1, y: 0))
                frame.put("東京東", at: Point(x: -1, y: 1))
                frame.put("outside", at: Point(x: 0, y: 2))
                frame.inside(Rect(x: 3, y: -1, width: 9, height: 9)) { $0.put("xyz", at: Point(x: 0, y: 1)) }
            }
        }
        #expect(frame.text() == "\n  bcdx\n   京\n")
    }

    @Test func halfAWideCharacterIsNeverLeft() {
        let frame = frame(6, 2) {
            $0.put("東京", at: .zero)
            $0.put("x", at: Point(x: 1, y: 0))
            $0.put("東京", at: Point(x: 0, y: 1))
            $0.put("y", at: Point(x: 2, y: 1))
        }
        #expect(frame.text() == " x京\n東y")
        #expect(frame.cells.filter(\.isContinuation).count == 2)
    }

    @Test func anythingDrawnAnywhereKeepsTheGrid() {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<300 {
            var frame = Frame(Size(width: 20, height: 3))
            for _ in 0..<12 {
                let place = Point(x: .random(in: -8...22, using: &random), y: .random(in: -1...3, using: &random))
                let width = Bool.random(using: &random) ? nil : Int.random(in: -2...24, using: &random)
                let clip = Rect(x: .random(in: -3...10, using: &random), y: 0, width: 12, height: 3)
                let text = random.text(length: 8)
                frame.inside(clip) { $0.put(text, at: place, width: width, align: .trailing) }
            }
            for y in 0..<3 {
                let width = frame.row(y).reduce(0) {
                    $0 + (frame.text(of: $1).isEmpty ? 0 : DisplayWidth.of(frame.text(of: $1)))
                }
                #expect(width == 20, "every row has its columns: \(frame.line(y).debugDescription)")
            }
        }
    }

    @Test func framesAreEqualByWhatTheyShow() {
        let family = "👨‍👩‍👧‍👦"
        let first = frame(8, 1) { $0.put(family + "e\u{301}", at: .zero) }
        let second = frame(8, 1) {
            $0.put("e\u{301}", at: Point(x: 2, y: 0))
            $0.put(family, at: .zero)
        }
        #expect(first == second)
        #expect(first != frame(8, 1) { $0.put(family + "e\u{302}", at: .zero) })
        #expect(first != frame(8, 1) { $0.put(family + "e", at: .zero) })
        #expect(first != frame(8, 1) { $0.put(family + "e\u{301}", at: .zero, style: Style(.ansi(.red))) })
        #expect(first != frame(8, 2) { $0.put(family + "e\u{301}", at: .zero) })
    }

    @Test func boxesAndRulesCarryTitles() {
        var inner = Rect(size: .zero)
        let boxed = frame(16, 4) {
            inner = $0.box($0.area, title: "title")
            $0.rule("rule", in: Rect(x: 0, y: 2, width: 16, height: 1))
        }
        #expect(inner == Rect(x: 1, y: 1, width: 14, height: 2))
        #expect(boxed.text() == "╭─ title ──────╮\n│              │\n─ rule ─────────\n╰──────────────╯")
        var ascii = Frame(Size(width: 8, height: 3), art: .ascii)
        ascii.box(ascii.area)
        #expect(ascii.text() == "+------+\n|      |\n+------+")
    }

    @Test func aTextOfManyMegabytesIsCutLikeAnyOther() {
        let long = String(repeating: "0123456789", count: 2_000_000)
        let frame = frame(8, 3) {
            $0.put(long, at: .zero, width: 8)
            $0.put(long, at: Point(x: -3, y: 1))
            $0.put("é" + long, at: Point(x: 0, y: 2), width: 8, align: .trailing)
        }
        #expect(frame.text() == "0123456…\n34567890\né012345…")
    }

    @Test func noSizeIsTooSmall() {
        for width in 0...6 {
            for height in 0...4 {
                let frame = frame(width, height) {
                    $0.box($0.area, title: "title")
                    $0.rule("rule", in: $0.area)
                    $0.put("東京", at: .zero, width: width, align: .center)
                }
                #expect(frame.cells.count == width * height)
            }
        }
    }
}
