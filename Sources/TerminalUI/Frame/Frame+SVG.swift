extension Frame {
    /// The frame as a picture of a terminal window, in the theme's colours, as one SVG document without any script or
    /// outside resource.
    ///
    /// Every run of text is stretched to the columns it has, so that the picture keeps its grid in any monospaced font.
    /// - Parameter title: what the window's bar says.
    public func svg(theme: Theme = .dark, title: String = "") -> String {
        let canvas = SVGCanvas(size: size, theme: theme)
        var body = ""
        for y in 0..<size.height { body += canvas.backgrounds(of: runs(y), row: y) }
        for y in 0..<size.height {
            for run in runs(y) { body += canvas.text(of: run, row: y) }
        }
        return canvas.opening(title: SafeText.visible(title)) + body + "</g>\n</svg>\n"
    }
}

/// Measures and colours of the picture of a frame.
private struct SVGCanvas {
    let size: Size
    let theme: Theme

    private let cellWidth = 8.4
    private let cellHeight = 18.0
    private let padding = 14.0
    private let bar = 34.0

    private func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }

    private func hex(_ color: UInt32) -> String {
        let digits = String(color, radix: 16)
        return "#" + String(repeating: "0", count: 6 - digits.count) + digits
    }

    func opening(title: String) -> String {
        let width = Double(size.width) * cellWidth + 2 * padding
        let height = Double(size.height) * cellHeight + bar + padding
        let (paper, ink) = (hex(theme.paper), hex(theme.ink))
        let edge = mix(theme.paper, theme.ink, 0.18)
        var text = """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(number(width))" height="\(number(height))" \
            viewBox="0 0 \(number(width)) \(number(height))" role="img" aria-label="\(escaped(title))">
            <rect x="0.5" y="0.5" width="\(number(width - 1))" height="\(number(height - 1))" rx="9" fill="\(paper)" \
            stroke="\(hex(edge))"/>

            """
        for (index, color) in ["#ff5f57", "#febc2e", "#28c840"].enumerated() {
            text += "<circle cx=\"\(number(20 + Double(index) * 20))\" cy=\"17\" r=\"6\" fill=\"\(color)\"/>\n"
        }
        if !title.isEmpty {
            text += """
                <text x="\(number(width / 2))" y="21.5" text-anchor="middle" font-family="sans-serif" font-size="12.5" \
                fill="\(ink)" fill-opacity="0.7">\(escaped(title))</text>

                """
        }
        return text + """
            <g transform="translate(\(number(padding)) \(number(bar)))" xml:space="preserve" \
            font-family="ui-monospace, 'SF Mono', 'JetBrains Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace" \
            font-size="14" fill="\(ink)">

            """
    }

    /// The grounds of a row; runs on the same ground share one rectangle, so that no seam shows between them.
    func backgrounds(of runs: [Frame.Run], row: Int) -> String {
        var result = ""
        var open: (x: Int, end: Int, color: UInt32)?
        func close() {
            guard let open else { return }
            result += """
                <rect x="\(number(Double(open.x) * cellWidth))" y="\(number(Double(row) * cellHeight))" \
                width="\(number(Double(open.end - open.x) * cellWidth))" height="\(number(cellHeight))" \
                fill="\(hex(open.color))" shape-rendering="crispEdges"/>

                """
        }
        for run in runs {
            let isReverse = run.style.attributes.contains(.reverse)
            let color = isReverse ? foreground(run.style) : value(of: run.style.background)
            if let current = open, current.color == color, current.end == run.x {
                open = (current.x, run.x + run.width, current.color)
            } else {
                close()
                open = color.map { (run.x, run.x + run.width, $0) }
            }
        }
        close()
        return result
    }

    /// Each word is placed by itself: long runs would drift where a font's columns differ from ours.
    func text(of run: Frame.Run, row: Int) -> String {
        guard run.text.contains(where: { $0 != " " }) else { return "" }
        let style = run.style
        var attributes = ""
        let color = style.attributes.contains(.reverse) ? value(of: style.background) ?? theme.paper : foreground(style)
        if color != theme.ink { attributes += " fill=\"\(hex(color))\"" }
        if style.attributes.contains(.bold) { attributes += " font-weight=\"700\"" }
        if style.attributes.contains(.italic) { attributes += " font-style=\"italic\"" }
        if style.attributes.contains(.dim) { attributes += " fill-opacity=\"0.6\"" }
        if style.attributes.contains(.underline) { attributes += " text-decoration=\"underline\"" }
        if style.attributes.contains(.strikethrough) { attributes += " text-decoration=\"line-through\"" }
        let y = number(Double(row) * cellHeight + 13.5)
        return words(of: run).map { word in
            """
            <text x="\(number(Double(run.x + word.x) * cellWidth))" y="\(y)" \
            textLength="\(number(Double(word.width) * cellWidth))" lengthAdjust="spacingAndGlyphs"\(attributes)>\
            \(escaped(word.text))</text>

            """
        }.joined()
    }

    private func words(of run: Frame.Run) -> [(x: Int, width: Int, text: String)] {
        var words: [(x: Int, width: Int, text: String)] = []
        var x = 0
        var isNew = true
        for cluster in SafeText.clusters(of: run.text) {
            if cluster.text == " " {
                isNew = true
            } else if isNew || cluster.width == 2 {
                words.append((x, cluster.width, cluster.text))
                isNew = cluster.width == 2
            } else {
                words[words.count - 1].text += cluster.text
                words[words.count - 1].width += cluster.width
            }
            x += cluster.width
        }
        return words
    }

    private func foreground(_ style: Style) -> UInt32 { value(of: style.foreground) ?? theme.ink }

    private func value(of color: Color) -> UInt32? {
        switch color.kind {
        case .terminal: nil
        case .palette(let index): XTermPalette.rgb(of: index)
        case .rgb(let red, let green, let blue, _): UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
        }
    }

    private func mix(_ below: UInt32, _ above: UInt32, _ share: Double) -> UInt32 {
        [16, 8, 0].reduce(0) { result, shift in
            let (low, high) = (Double(below >> shift & 255), Double(above >> shift & 255))
            return result << 8 | UInt32(low + (high - low) * share)
        }
    }

    private func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
    }
}
