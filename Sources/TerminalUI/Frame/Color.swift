/// A colour: the terminal's own, one of its palette, or red-green-blue with a chosen stand-in for small palettes.
///
/// Packed into 32 bits, because every cell has two: bits 30–31 kind, bit 29 "has a stand-in", bits 24–27 the stand-in
/// (0–15), bits 0–23 the colour.
public struct Color: Sendable, Hashable {
    let bits: UInt32

    /// What a colour is made of.
    public enum Kind: Sendable, Hashable {
        /// The terminal's own foreground or background.
        case terminal
        /// An entry of the 256-colour palette; 0–15 are the user's own sixteen.
        case palette(UInt8)
        /// A true colour, and which of the sixteen stands in for it where only those exist.
        case rgb(red: UInt8, green: UInt8, blue: UInt8, standIn: ANSIColor?)
    }

    /// The terminal's own foreground or background.
    public static let terminal = Color(bits: 0)

    /// An entry of the 256-colour palette.
    public static func palette(_ index: UInt8) -> Color { Color(bits: 1 << 30 | UInt32(index)) }

    /// One of the sixteen colours that the user's own theme defines.
    public static func ansi(_ color: ANSIColor) -> Color { palette(color.rawValue) }

    /// A true colour as 0xRRGGBB.
    /// - Parameter standIn: what a terminal of sixteen colours shows; without it the nearest of the sixteen.
    public static func rgb(_ hex: UInt32, standIn: ANSIColor? = nil) -> Color {
        let extra = standIn.map { 1 << 29 | UInt32($0.rawValue) << 24 } ?? 0
        return Color(bits: 2 << 30 | extra | (hex & 0xFF_FFFF))
    }

    /// The parts.
    public var kind: Kind {
        switch bits >> 30 {
        case 1: return .palette(UInt8(truncatingIfNeeded: bits))
        case 2:
            let standIn = bits & (1 << 29) == 0 ? nil : ANSIColor(rawValue: UInt8(truncatingIfNeeded: bits >> 24 & 15))
            return .rgb(
                red: UInt8(truncatingIfNeeded: bits >> 16), green: UInt8(truncatingIfNeeded: bits >> 8),
                blue: UInt8(truncatingIfNeeded: bits), standIn: standIn)
        default: return .terminal
        }
    }
}

/// The sixteen colours every colour terminal has, numbered as ECMA-48 and aixterm do.
public enum ANSIColor: UInt8, Sendable, Hashable, CaseIterable {
    case black, red, green, yellow, blue, magenta, cyan, white
    case brightBlack, brightRed, brightGreen, brightYellow, brightBlue, brightMagenta, brightCyan, brightWhite
}
