import FoundationEssentials

extension Frame {
    /// The frame as one JSON object, for programs. Keys are in alphabetical order and stay as they are:
    ///
    ///     {"lines": ["plain text", …], "rows": [[{"text", "x", "width", "foreground", …}, …], …],
    ///      "size": {"height": 24, "width": 80}}
    ///
    /// `lines` are those of ``text()``. Each row of `rows` has the runs of cells that look the same: `x` and `width` in
    /// columns; `foreground` and `background` as "#rrggbb" or "ansi 0"…"ansi 255", left out where they are the
    /// terminal's own; `attributes` from "bold", "dim", "italic", "underline", "reverse", "strikethrough", left out
    /// where there are none. Blanks at the end of a row that look like nothing are left out.
    public func json() -> String {
        let document = FrameDocument(
            lines: (0..<size.height).map { line($0) },
            rows: (0..<size.height).map { y in runs(y).map(FrameDocument.Run.init) }, size: size)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Strings and integers always encode.
        guard let data = try? encoder.encode(document) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }
}

private struct FrameDocument: Encodable {
    struct Run: Encodable {
        let text: String
        let x: Int
        let width: Int
        let foreground: String?
        let background: String?
        let attributes: [String]?

        init(_ run: Frame.Run) {
            text = run.text
            x = run.x
            width = run.width
            foreground = Self.name(of: run.style.foreground)
            background = Self.name(of: run.style.background)
            let names: [(Style.Attributes, String)] = [
                (.bold, "bold"), (.dim, "dim"), (.italic, "italic"), (.underline, "underline"), (.reverse, "reverse"),
                (.strikethrough, "strikethrough"),
            ]
            let set = names.filter { run.style.attributes.contains($0.0) }.map { $0.1 }
            attributes = set.isEmpty ? nil : set
        }

        private static func name(of color: Color) -> String? {
            switch color.kind {
            case .terminal: return nil
            case .palette(let index): return "ansi \(index)"
            case .rgb(let red, let green, let blue, _):
                let digits = String(UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue), radix: 16)
                return "#" + String(repeating: "0", count: 6 - digits.count) + digits
            }
        }
    }

    let lines: [String]
    let rows: [[Run]]
    let size: Size
}
