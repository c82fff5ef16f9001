extension Frame {
    /// The frame as lines of text with the colour sequences of ECMA-48, for a terminal or a pager (`less -R`).
    /// - Parameter depth: how many colours may be asked for.
    public func ansi(depth: ColorDepth = .direct) -> String {
        var result = ""
        for y in 0..<size.height {
            if y > 0 { result += "\n" }
            for run in runs(y) {
                let codes = Self.codes(for: run.style, depth: depth)
                result += codes.isEmpty ? run.text : "\u{1B}[" + codes + "m" + run.text + "\u{1B}[0m"
            }
        }
        return result
    }

    private static func codes(for style: Style, depth: ColorDepth) -> String {
        let attributes: [(Style.Attributes, String)] = [
            (.bold, "1"), (.dim, "2"), (.italic, "3"), (.underline, "4"), (.reverse, "7"), (.strikethrough, "9"),
        ]
        var codes = attributes.filter { style.attributes.contains($0.0) }.map { $0.1 }
        let pair = depth.pair(of: style)
        codes += [code(pair.foreground, of: style.foreground, base: 30, depth: depth)].compactMap { $0 }
        codes += [code(pair.background, of: style.background, base: 40, depth: depth)].compactMap { $0 }
        return codes.joined(separator: ";")
    }

    private static func code(_ number: Int32, of color: Color, base: Int, depth: ColorDepth) -> String? {
        if number < 0 { return nil }
        if depth == .direct, case .rgb(let red, let green, let blue, _) = color.kind {
            return "\(base + 8);2;\(red);\(green);\(blue)"
        }
        if depth == .direct, case .palette(let index) = color.kind { return code(palette: Int(index), base: base) }
        return code(palette: Int(number), base: base)
    }

    private static func code(palette index: Int, base: Int) -> String {
        switch index {
        case ..<8: "\(base + index)"
        case ..<16: "\(base + 60 + index - 8)"
        default: "\(base + 8);5;\(index)"
        }
    }
}
