import CNcurses
import CTerminal

extension TerminalDriver {
    /// Shows a frame: rows that are the same as before cost a comparison, the others are given to ncurses, which writes
    /// the difference.
    public func present(_ frame: Frame) {
        let size = size
        let before = shown.flatMap { $0.size == frame.size ? $0 : nil }
        if before == nil { werase(window) }
        for y in 0..<min(size.height, frame.size.height) {
            if let before, frame.showsSameRow(y, as: before) { continue }
            buildLine(y, of: frame, width: size.width)
            mvwadd_wchnstr(window, Int32(y), 0, line, Int32(line.count))
        }
        shown = frame
        wnoutrefresh(window)
        doupdate()
        TerminalGuard.trim()
    }

    private func buildLine(_ y: Int, of frame: Frame, width: Int) {
        line.removeAll(keepingCapacity: true)
        var style: Style?
        var attributes: attr_t = 0
        var pair: Int32 = 0
        for cell in frame.row(y).prefix(width) where !cell.isContinuation {
            if cell.style != style {
                style = cell.style
                attributes = Self.attributes(of: cell.style)
                pair = self.pair(for: cell.style)
            }
            if cell.content < 0x7F {
                line.append(Self.character(wchar_t(cell.content), attributes, pair))
                continue
            }
            let glyph = glyph(of: cell, in: frame)
            line.append(Self.character(glyph.scalars, attributes, pair))
            for filler in glyph.fillers { line.append(Self.character(filler, attributes, pair)) }
        }
    }

    /// Frames use few different characters, over and over; those that are one scalar are remembered.
    private func glyph(of cell: Cell, in frame: Frame) -> Glyph {
        if cell.content & Cell.interned != 0 { return Glyph(frame.text(of: cell), isUTF8: isUTF8) }
        if let glyph = glyphs[cell.content] { return glyph }
        let glyph = Glyph(frame.text(of: cell), isUTF8: isUTF8)
        if glyphs.count >= 4096 { glyphs.removeAll(keepingCapacity: true) }
        glyphs[cell.content] = glyph
        return glyph
    }

    private static func character(_ scalar: wchar_t, _ attributes: attr_t, _ pair: Int32) -> cchar_t {
        var result = cchar_t()
        var pair = pair
        withUnsafePointer(to: (scalar, wchar_t(0))) { text in
            text.withMemoryRebound(to: wchar_t.self, capacity: 2) { _ = setcchar(&result, $0, attributes, 0, &pair) }
        }
        return result
    }

    private static func character(_ scalars: [wchar_t], _ attributes: attr_t, _ pair: Int32) -> cchar_t {
        var result = cchar_t()
        var pair = pair
        // A pair beyond 16 bits is only taken through the last argument.
        setcchar(&result, scalars + [0], attributes, 0, &pair)
        return result
    }

    private static func attributes(of style: Style) -> attr_t {
        var result: attr_t = 0
        if style.attributes.contains(.bold) { result |= CN_BOLD }
        if style.attributes.contains(.dim) { result |= CN_DIM }
        if style.attributes.contains(.italic) { result |= CN_ITALIC }
        if style.attributes.contains(.underline) { result |= CN_UNDERLINE }
        if style.attributes.contains(.reverse) { result |= CN_REVERSE }
        return result
    }

    /// The number of a pair of colours, made when it is first needed; 0, the terminal's own colours, when ncurses has
    /// no more.
    private func pair(for style: Style) -> Int32 {
        let (foreground, background) = depth.pair(of: style)
        if foreground < 0, background < 0 { return 0 }
        let key = UInt64(UInt32(bitPattern: foreground)) << 32 | UInt64(UInt32(bitPattern: background))
        if let pair = pairs[key] { return pair }
        let pair = Int32(pairs.count + 1)
        guard pair < cn_color_pairs(), init_extended_pair(pair, foreground, background) == OK else { return 0 }
        pairs[key] = pair
        return pair
    }
}
