import Foundation
import FoundationXML
import Testing

@testable import TerminalUI

@Suite struct FrameFormatTests {
    private var frame: Frame {
        var frame = Frame(Size(width: 14, height: 2))
        frame.put("plain ", at: .zero)
        frame.put("東 <&>", at: Point(x: 6, y: 0), style: Style(.rgb(0xFF6B6B, standIn: .brightRed), .bold))
        frame.put("back", at: Point(x: 0, y: 1), style: Style(.ansi(.black), on: .palette(200), .reverse))
        return frame
    }

    @Test func ansiNamesColoursByDepth() {
        #expect(
            frame.ansi()
                == "plain \u{1B}[1;38;2;255;107;107m東 <&>\u{1B}[0m\n\u{1B}[7;30;48;5;200mback\u{1B}[0m")
        #expect(frame.ansi(depth: .sixteen).contains("\u{1B}[1;91m東"))
        #expect(frame.ansi(depth: .none) == "plain \u{1B}[1m東 <&>\u{1B}[0m\n\u{1B}[7mback\u{1B}[0m")
    }

    @Test func jsonHasLinesRunsAndSize() throws {
        struct Document: Decodable, Equatable {
            struct Run: Decodable, Equatable {
                var text: String
                var x: Int
                var width: Int
                var foreground: String?
                var background: String?
                var attributes: [String]?
            }
            struct Size: Decodable, Equatable {
                var width: Int
                var height: Int
            }
            var lines: [String]
            var rows: [[Run]]
            var size: Size
        }
        let document = try JSONDecoder().decode(Document.self, from: Data(frame.json().utf8))
        #expect(
            document
                == Document(
                    lines: ["plain 東 <&>", "back"],
                    rows: [
                        [
                            .init(text: "plain ", x: 0, width: 6),
                            .init(text: "東 <&>", x: 6, width: 6, foreground: "#ff6b6b", attributes: ["bold"]),
                        ],
                        [
                            .init(
                                text: "back", x: 0, width: 4, foreground: "ansi 0", background: "ansi 200",
                                attributes: ["reverse"])
                        ],
                    ], size: .init(width: 14, height: 2)))
        #expect(frame.json().hasPrefix("{\"lines\":["), "keys stay in order")
    }

    @Test func svgIsOneWellFormedPicture() throws {
        let svg = frame.svg(theme: .dark, title: "a <title> & \u{1B}")
        let parser = XMLParser(data: Data(svg.utf8))
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        #expect(svg.contains("a &lt;title&gt; &amp; \\e"))
        #expect(svg.contains("fill=\"#ff6b6b\" font-weight=\"700\">東</text>"))
        #expect(svg.contains(">&lt;&amp;&gt;</text>"))
        #expect(svg.contains("width=\"145.6\""), "14 columns of 8.4 and twice the padding")
        #expect(!svg.contains("script") && !svg.contains("href"))
    }
}
