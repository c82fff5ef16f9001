/// How many colours a terminal shows, and what each of ours becomes there.
public enum ColorDepth: Sendable, Hashable, Comparable {
    /// None.
    case none
    /// The first eight.
    case eight
    /// The sixteen.
    case sixteen
    /// The sixteen, a cube of 6 × 6 × 6 and 24 greys (xterm's palette).
    case palette256
    /// Any, as 0xRRGGBB.
    case direct

    /// What terminfo's `colors` means.
    public init(colors: Int) {
        switch colors {
        case ..<8: self = .none
        case 8..<16: self = .eight
        case 16..<256: self = .sixteen
        case 256..<(1 << 24): self = .palette256
        default: self = .direct
        }
    }

    /// The number ncurses knows a colour by; -1 is the terminal's own.
    public func number(of color: Color) -> Int32 {
        switch (self, color.kind) {
        case (.none, _), (_, .terminal): return -1
        case (.direct, .palette(let index)):
            // In direct-colour entries 0…7 are the palette's, all others are 0xRRGGBB.
            return index < 8 ? Int32(index) : Int32(XTermPalette.rgb(of: index))
        case (.direct, .rgb(let red, let green, let blue, _)):
            return max(8, Int32(red) << 16 | Int32(green) << 8 | Int32(blue))
        case (.palette256, .palette(let index)): return Int32(index)
        case (.palette256, .rgb(let red, let green, let blue, _)):
            return Int32(XTermPalette.nearest(red: red, green: green, blue: blue))
        case (.sixteen, _): return Int32(standIn(for: color).rawValue)
        case (.eight, _):
            let standIn = standIn(for: color)
            // Bright black has no dark sibling that could be read on black.
            return standIn == .brightBlack ? -1 : Int32(standIn.rawValue & 7)
        }
    }

    /// Foreground and background of a style; where a small palette makes both the same, the foreground gives way.
    public func pair(of style: Style) -> (foreground: Int32, background: Int32) {
        let background = number(of: style.background)
        var foreground = number(of: style.foreground)
        if foreground == background, foreground >= 0, style.foreground != style.background {
            foreground = [0, 4, 8].contains(background) ? 7 : 0
        }
        return (foreground, background)
    }

    private func standIn(for color: Color) -> ANSIColor {
        switch color.kind {
        case .terminal: return .white
        case .palette(let index):
            return ANSIColor(rawValue: index) ?? XTermPalette.nearestOfSixteen(to: XTermPalette.rgb(of: index))
        case .rgb(let red, let green, let blue, let standIn):
            return standIn
                ?? XTermPalette.nearestOfSixteen(to: UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue))
        }
    }
}

/// The colours of xterm's palette of 256, and which of them is nearest to another.
enum XTermPalette {
    /// xterm's own values for the sixteen; terminals differ, users change them.
    static let sixteen: [UInt32] = [
        0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
        0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
    ]
    private static let steps: [UInt32] = [0, 95, 135, 175, 215, 255]

    /// An entry as 0xRRGGBB.
    static func rgb(of index: UInt8) -> UInt32 {
        let index = UInt32(index)
        if index < 16 { return sixteen[Int(index)] }
        if index >= 232 { return (8 + 10 * (index - 232)) * 0x01_0101 }
        let cube = index - 16
        return steps[Int(cube / 36)] << 16 | steps[Int(cube / 6 % 6)] << 8 | steps[Int(cube % 6)]
    }

    /// The nearest entry of the cube or the greys; the first sixteen are left out, being the user's own.
    static func nearest(red: UInt8, green: UInt8, blue: UInt8) -> UInt8 {
        let target = UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
        func step(_ value: UInt8) -> UInt32 { value < 48 ? 0 : value < 115 ? 1 : (UInt32(value) - 35) / 40 }
        let cube = UInt8(16 + 36 * step(red) + 6 * step(green) + step(blue))
        let mean = (Int(red) + Int(green) + Int(blue)) / 3
        let grey = UInt8(232 + min(23, max(0, (mean - 3) / 10)))
        return distance(rgb(of: grey), target) < distance(rgb(of: cube), target) ? grey : cube
    }

    static func nearestOfSixteen(to rgb: UInt32) -> ANSIColor {
        let best = sixteen.indices.min { distance(sixteen[$0], rgb) < distance(sixteen[$1], rgb) } ?? 7
        return ANSIColor(rawValue: UInt8(best)) ?? .white
    }

    /// Squared distance, weighted as the eye does.
    private static func distance(_ left: UInt32, _ right: UInt32) -> Int {
        func part(_ shift: UInt32) -> Int { Int(left >> shift & 255) - Int(right >> shift & 255) }
        return 3 * part(16) * part(16) + 4 * part(8) * part(8) + 2 * part(0) * part(0)
    }
}
